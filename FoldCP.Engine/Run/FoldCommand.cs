using System.CommandLine;
using FoldCP.Contract;
using FoldCP.Engine.Run.Predict;
using FoldCP.Engine.Run.Ranks;

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
        var ranks = new Option<int?>("--ranks") { Description = "How many processes share the fold; they are launched by MPI. By default as many as the request asks for." };
        var mesh = new Option<string?>("--mesh") { Description = "How they lie, as rows and columns, such as 2x3. By default the shape of which the least is sent." };
        var tiles = new Option<string?>("--tile-store") { Description = "A folder on a disk: the ranks take turns in this process, and what those have that wait lies there (host: in the machine's memory, where a GPU computes). Slow; for a complex that is too large for the memory." };
        var accelerator = new Option<string>(Accelerator.Option) { Description = Accelerator.Description, DefaultValueFactory = _ => Accelerator.Auto };
        var resume = new Option<bool>("--resume") { Description = "Go on with a fold that has failed there, from its last checkpoint." };
        var fold = new Command("fold", "Fold the complex that a run folder describes. Exit codes: " + Codes) { folder, ranks, mesh, tiles, accelerator, resume };
        fold.SetAction(parsed => new FoldStart(
            new(Path.GetFullPath(parsed.GetRequiredValue(folder))),
            parsed.GetValue(ranks), parsed.GetValue(mesh), parsed.GetValue(resume), parsed.GetValue(tiles), parsed.GetRequiredValue(accelerator)).Execute());
        var predict = PredictCommand.Of(new("predict", "Fold an input file, or all that lie in a folder. Exit codes: as of fold, the first of a fold that could not be."));
        var weights = new Command("weights", "The published weights of Boltz, kept in a folder of this machine.") { WeightsCommand.Get(), WeightsCommand.List() };
        return new RootCommand("FoldCP's engine: structures of molecules and their complexes by the Boltz-2 or the Boltz-1 network.") { predict, fold, PlanCommand.Plan(), CalibrateCommand.Calibrate(), CalibrateCommand.Measure(), weights, CcdCommand.All() };
    }

    private const string Codes =
        "0 done, 1 internal failure, 2 bad input, 3 not supported, 4 out of memory, 5 cancelled, 6 folder taken or already ended.";
}
