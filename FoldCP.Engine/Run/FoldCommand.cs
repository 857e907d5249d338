using System.CommandLine;
using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Run.Predict;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>The command line: <c>foldcp fold RUN_FOLDER</c> and those beside it.</summary>
internal static class FoldCommand
{
    /// <returns>the process's exit code</returns>
    public static int Run(string[] args)
    {
        var parsed = Root().Parse(args);
        int code = parsed.Invoke();
        return parsed.Errors.Count > 0 ? ExitCode.BadInput : code;
    }

    internal static RootCommand Root()
    {
        var folder = new Argument<string>("RUN_FOLDER") { Description = "The folder with request.json; everything else is written there." };
        var ranks = new Option<int>("--ranks")
        {
            Description = "How many processes share the fold. Only 1 for now.",
            DefaultValueFactory = _ => 1,
        };
        var fold = new Command("fold", "Fold the complex that a run folder describes. Exit codes: " + Codes) { folder, ranks };
        fold.SetAction(parsed => Fold(parsed.GetRequiredValue(folder), parsed.GetValue(ranks)));
        var predict = PredictCommand.Of(new("predict", "Fold an input file, or all that lie in a folder. Exit codes: as of fold, the first of a fold that could not be."));
        var weights = new Command("weights", "The published weights of Boltz, kept in a folder of this machine.") { WeightsCommand.Get(), WeightsCommand.List() };
        return new RootCommand("FoldCP's engine: structures of molecules and their complexes by the Boltz-2 or the Boltz-1 network.") { predict, fold, PlanCommand.Plan(), weights, CcdCommand.All() };
    }

    private const string Codes =
        "0 done, 1 internal failure, 2 bad input, 3 not supported, 4 out of memory, 5 cancelled, 6 folder taken or already ended.";

    private static int Fold(string path, int ranks)
    {
        if (ranks != 1)
        {
            Console.Error.WriteLine(RequestCheck.RanksRefused(ranks));
            return ExitCode.Unsupported;
        }
        using var stop = new StopSignals();
        using var models = new OpenModels();
        return new FoldRun(new(Path.GetFullPath(path)), TimeProvider.System, Console.Out, models).Execute(stop.Token);
    }
}
