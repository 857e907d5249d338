using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Run.Checkpoints;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Predict;

/// <summary>Folds all that was found, one after another and whatever becomes of each, and says at the end what became of all.</summary>
internal sealed class PredictRun(PredictSettings settings, PredictScreen screen, TimeProvider clock, OpenModels models, CancellationToken stop)
{
    /// <returns>the process's exit code: that of the first that could not be folded</returns>
    public int Execute()
    {
        try
        {
            CheckOptions();
            var found = InputSearch.In(settings.Input, settings.Seed);
            if (found.LeftAside.Count > 0)
                screen.Say($"Left aside, as they are no inputs: {string.Join(", ", found.LeftAside)}.");
            return Predict(found.Jobs);
        }
        catch (FoldException refused)
        {
            screen.Say(refused.Message);
            return ExitCode.Of(refused.Kind);
        }
    }

    private int Predict(IReadOnlyList<PredictJob> jobs)
    {
        var all = jobs.Select(job => PredictedJob.Look(job, settings)).ToList();
        if (all.Any(one => one.Outcome is null))
            OpenWeights();
        for (int at = 0; at < all.Count; at++)
        {
            screen.Begin($"[{at + 1}/{all.Count}] {all[at].Job.Shown}");
            all[at] = all[at].Outcome is null ? all[at] with { Outcome = Fold(all[at]) } : all[at];
            screen.Say($"  {all[at].Outcome!.Sentence}");
        }
        return Summary(all);
    }

    private void CheckOptions()
    {
        if (OptionsCheck.Faults(settings.Options).ToList() is { Count: > 0 } faults)
            throw FoldException.BadInput(string.Join(' ', faults));
        // Each fold makes one of its own; whether there can be one is told before the first.
        settings.Turns?.Open().Dispose();
    }

    // Before the first fold: weights that cannot be used are no input's fault.
    private void OpenWeights()
    {
        var model = models.Open(settings.Options.Weights, precision: AskedOfNetwork.Precision(settings.Options));
        if (settings.Generation is { } wanted && model.Network.Generation != wanted)
        {
            throw FoldException.BadInput(
                $"The weights {model.Name} are of {Words(model.Network.Generation)}, and the model asked for is {Words(wanted)}. Leave --model out, or name other weights.");
        }
        screen.Say($"Folding with weights {model.Name} (SHA-256 {model.Sha256}).");
        if (!model.Trained)
            screen.Say("They are not known to be trained: structures and scores may mean nothing.");
        // Ranks that are processes of their own load them again.
        if (settings.Mesh.Ranks > 1 && settings.Turns is null)
            models.Dispose();
    }

    private PredictOutcome Fold(PredictedJob one)
    {
        if (stop.IsCancellationRequested)
            return PredictOutcome.Failed(ExitCode.Cancelled, "It was not begun.");
        var run = one.Folder.Run;
        try
        {
            if (one.Folder.Prepare(one.Request) is { } taken)
                return PredictOutcome.Failed(ExitCode.FolderTaken, taken);
            if (settings.Overrides)
                FoldCheckpoints.Clear(run);
            using var log = new StreamWriter(run.Log) { AutoFlush = true };
            var watch = new FoldWatch(screen.Step, note => screen.Say($"  Note: {note}"));
            return PredictOutcome.Of(Fold(run, log, watch), run);
        }
        catch (FoldException refused)
        {
            return PredictOutcome.Failed(ExitCode.Of(refused.Kind), refused.Message);
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return PredictOutcome.Failed(ExitCode.Internal, $"The run folder {run.Path} could not be used: {cannot.Message}");
        }
    }

    private int Fold(RunFolder run, TextWriter log, FoldWatch watch) => settings switch
    {
        { Turns: { } turns } => new FoldInTurns(run, turns, clock, log, models) { Watch = rank => rank == 0 ? watch : FoldWatch.Nobody }.Execute(stop),
        { Mesh.Ranks: 1 } => new FoldRun(run, clock, log, models, FoldRanks.Alone) { Watch = watch }.Execute(stop),
        _ => new RankLauncher(run, settings.Mesh, clock, log, settings.Accelerator) { Watch = watch }.Execute(stop),
    };

    private int Summary(List<PredictedJob> all)
    {
        var failed = all.Where(one => one.Outcome!.Code != ExitCode.Done).ToList();
        int before = all.Count(one => one.Outcome!.WasDone);
        string[] counts =
        [
            $"{all.Count} asked for",
            $"{all.Count - failed.Count - before} folded",
            .. before > 0 ? [$"{before} finished before"] : Array.Empty<string>(),
            .. failed.Count > 0 ? [$"{failed.Count} not folded"] : Array.Empty<string>(),
        ];
        screen.Say($"{string.Join(", ", counts)}; in {Path.GetFullPath(settings.Out)}{(failed.Count > 0 ? ":" : ".")}");
        foreach (var one in failed)
            screen.Say($"  {one.Job.Shown}: {one.Outcome!.Sentence}");
        return failed.Count == 0 ? ExitCode.Done : failed[0].Outcome!.Code;
    }

    private static string Words(Generation generation) => generation == Generation.Boltz1 ? "Boltz-1" : "Boltz-2";
}
