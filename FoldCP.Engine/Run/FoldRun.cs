using System.Diagnostics;
using FoldCP.Contract;
using FoldCP.Engine.Output;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>
/// One engine's work in one run folder: takes the folder, folds, and writes the end as its last act, whatever happens
/// (<c>docs/run-folder.md</c>).
/// </summary>
internal sealed class FoldRun(RunFolder folder, TimeProvider clock, TextWriter output, OpenModels models)
{
    private const int Rank = 0;

    private readonly FoldLog _log = new(output);

    /// <summary>Who looks on.</summary>
    public FoldWatch Watch { get; init; } = FoldWatch.Nobody;

    /// <returns>the process's exit code</returns>
    public int Execute(CancellationToken stop)
    {
        if (!File.Exists(folder.Request))
            return Refuse(ExitCode.BadInput, $"{folder.Path} is no run folder: it has no request.json.");
        FolderLock? hold;
        try
        {
            hold = FolderLock.Take(folder);
        }
        catch (IOException cannotLock)
        {
            return Refuse(ExitCode.Internal, cannotLock.Message);
        }
        using (hold)
        {
            return hold is null ? Refuse(ExitCode.FolderTaken, $"Another engine works in {folder.Path}.")
                : folder.HasEnded ? Refuse(ExitCode.FolderTaken, $"The fold in {folder.Path} has ended already. Make a new folder to fold it again.")
                : Work(stop);
        }
    }

    private int Work(CancellationToken stop)
    {
        long started = clock.GetTimestamp();
        var stage = FoldStage.Start;
        FoldDone done;
        try
        {
            Introduce();
            OfferItself();
            using var heartbeat = new Heartbeat(folder, clock, _log);
            using var progress = new ProgressLog(folder, clock, _log, stop) { Watch = Watch };
            try
            {
                done = new FoldSteps(folder, clock, progress, models, stop).Run(started);
            }
            finally
            {
                stage = progress.Stage;
            }
            // Nothing may change after the end is written, so the heart stops first.
            progress.Dispose();
            heartbeat.Dispose();
            RunFolder.Write(folder.Done, done, ContractJson.Default.FoldDone);
        }
        catch (Exception failure)
        {
            return Fail(stage, failure);
        }
        // The end is written: from here on nothing may fail the fold.
        _log.Say($"Done in {done.Seconds:F1} s, with at most {PeakMegabytes():F0} MB of memory.");
        return ExitCode.Done;
    }

    private static double PeakMegabytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1e6;
    }

    private void Introduce()
    {
        int pid = Environment.ProcessId;
        long ticks = ProcessClock.StartTicks(pid) ?? throw new InvalidOperationException($"/proc/{pid}/stat cannot be read.");
        var engine = new EngineProcess(pid, ticks, Environment.MachineName, EngineVersion.Text, clock.GetUtcNow());
        RunFolder.Write(folder.Engine, engine, ContractJson.Default.EngineProcess);
    }

    // Where memory runs out, the kernel shall end the fold and not the database beside it.
    private void OfferItself() => Try("oom_score_adj", () => File.WriteAllText("/proc/self/oom_score_adj", "500"));

    private int Fail(FoldStage stage, Exception failure)
    {
        var (kind, cause) = Failure.Of(failure, folder);
        var failed = new FoldFailed
        {
            FailedAt = clock.GetUtcNow(),
            Stage = stage,
            Rank = Rank,
            Kind = kind,
            Cause = cause,
            Detail = failure.ToString(),
        };
        Try("results", () => ResultsWriter.Clear(folder));
        Try("failed.json", () => RunFolder.Write(folder.Failed, failed, ContractJson.Default.FoldFailed));
        _log.Say($"Failed at stage {stage} ({kind}): {cause}");
        _log.Say(failure.ToString());
        return ExitCode.Of(kind);
    }

    // What is good to do but may fail without changing the outcome: the log is all that is left to tell it.
    private void Try(string what, Action act)
    {
        try
        {
            act();
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            _log.Say($"{what}: {cannot.Message}");
        }
    }

    private int Refuse(int code, string why)
    {
        _log.Say(why);
        return code;
    }
}
