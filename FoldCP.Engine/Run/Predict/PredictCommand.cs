using System.CommandLine;
using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Predict;

/// <summary>The command line: <c>foldcp predict INPUT</c> (<c>docs/predict.md</c>).</summary>
internal static class PredictCommand
{
    /// <param name="predict">without options</param>
    public static Command Of(Command predict)
    {
        var (arguments, unheard) = (new PredictArguments(), new UnheardArguments());
        foreach (var argument in arguments.Arguments)
            predict.Add(argument);
        foreach (var option in arguments.Options.Concat(unheard.Options))
            predict.Add(option);
        predict.SetAction(parsed => Run(parsed, arguments, unheard));
        return predict;
    }

    private static int Run(ParseResult parsed, PredictArguments arguments, UnheardArguments unheard)
    {
        string[] faults = [.. arguments.Faults(parsed)];
        string[] refusals = [.. unheard.Refusals(parsed)];
        foreach (string line in faults.Concat(refusals))
            Console.Error.WriteLine(line);
        if (faults.Length + refusals.Length > 0)
            return faults.Length > 0 ? ExitCode.BadInput : ExitCode.Unsupported;
        try
        {
            Accelerator.Choose(arguments.ComputesHere(parsed));
            return Run(arguments.Settings(parsed), unheard.WithoutEffect(parsed));
        }
        catch (FoldException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return ExitCode.Of(refused.Kind);
        }
    }

    private static int Run(PredictSettings settings, IEnumerable<string> withoutEffect)
    {
        if (MpiWorld.Launched > 1)
            throw FoldException.Unsupported("foldcp predict launches ranks itself: start it alone with --ranks. What a launcher may start is the fold of a run folder, foldcp fold.");
        var screen = new PredictScreen(Console.Out, !Console.IsOutputRedirected, TimeProvider.System);
        foreach (string line in withoutEffect)
            screen.Say(line);
        using var stop = new StopSignals();
        // A step of a large complex may take minutes: who waits for it shall know.
        using var told = stop.Token.Register(() => screen.Say("Stopping at the next step."));
        using var models = new OpenModels();
        return new PredictRun(settings, screen, TimeProvider.System, models, stop.Token).Execute();
    }
}
