using FoldCP.Engine.Tests;
using FoldCP.Engine.Tests.Model.Golden;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// "golden FOLDER" holds the network to all recorded runs of a folder; everything else is the test runner's.
return args switch
{
    ["golden", var folder] => GoldenWalk.Run(folder, Console.Out, Console.Error),
    _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
