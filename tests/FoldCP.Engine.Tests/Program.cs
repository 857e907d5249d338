using System.Globalization;
using FoldCP.Contract;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests;
using FoldCP.Engine.Tests.Bench.Ranks;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Tests.Parallel;
using FoldCP.Engine.Tests.Parallel.Nccl;
using FoldCP.Engine.Tests.Parallel.Parity;
using FoldCP.Engine.Tests.Run.Allocations;
using FoldCP.Engine.Tests.Run.Ranks;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// "golden FOLDER" holds the network to all recorded runs of a folder; "rank CHECK" and "nccl-rank CHECK" are one of several processes that
// check a transport together, "parity MESH FOLDER" one that is held to one rank alone, "disturbed-rank ..." one of several that fold until one
// has an accident, "wrong-turns ..." is a fold in turns that takes too much memory, "counted-rank ..." one whose allocations are counted,
// "joining-rank" one of several of which one fails before they have met; everything else is the test runner's.
FreedMemory.SuitFolds();
return args switch
{
    ["golden", ..] => GoldenCommand.Run(args[1..]),
    ["rank", var check] => MpiRank.Run(check),
    [NcclRank.Word, var check] => NcclRank.Run(check),
    [ParityRank.Word, var mesh, .. var folder] => ParityRank.Run(MeshShape.Parse(mesh), folder.SingleOrDefault()),
    [DisturbedRank.Word, var folder, var victim, var stage, var how, .. var saying] =>
        DisturbedRank.Run(folder, int.Parse(victim, CultureInfo.InvariantCulture), Enum.Parse<FoldStage>(stage), how, saying.SingleOrDefault() ?? ""),
    [WrongTurns.Word, var how, var shape, var ranks, var folder] => WrongTurns.Run(how, FoldShape.Parse(shape), int.Parse(ranks, CultureInfo.InvariantCulture), folder),
    [JoiningRank.Word] => JoiningRank.Run(),
    [CountedRank.Word, .. var words] => CountedRank.Run(words),
    _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
