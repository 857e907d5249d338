using FoldCP.Contract;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Run;

/// <summary>
/// One engine's work in one run folder: takes the folder, folds, and writes the end as its last act, whatever happens
/// (<c>docs/run-folder.md</c>).
/// </summary>
internal sealed class FoldRun(RunFolder folder, TimeProvider clock, TextWriter log)
{
    private const int Rank = 0;

    /// <returns>the process's exit code</returns>
    public int Execute(CancellationToken stop)
    {
        if (!File.Exists(folder.Request))
            return Refuse(ExitCode.BadInput, $"{folder.Path} is no run folder: it has no request.json.");
        try
        {
            using var hold = FolderLock.Take(folder);
            if (hold is null)
                return Refuse(ExitCode.FolderTaken, $"Another engine works in {folder.Path}.");
            if (folder.HasEnded)
                return Refuse(ExitCode.FolderTaken, $"The fold in {folder.Path} has ended already. Make a new folder to fold it again.");
            return Work(stop);
        }
        catch (IOException cannotLock)
        {
            return Refuse(ExitCode.Internal, cannotLock.Message);
        }
    }

    private int Work(CancellationToken stop)
    {
        long started = clock.GetTimestamp();
        var stage = FoldStage.Start;
        try
        {
            Introduce();
            OfferItself();
            using var heartbeat = new Heartbeat(folder, clock, log);
            using var progress = new ProgressLog(folder, clock, log, stop);
            try
            {
                var done = new FoldSteps(folder, clock, progress, stop).Run(started);
                // Nothing may change after the end is written, so the heart stops first.
                progress.Dispose();
                heartbeat.Dispose();
                RunFolder.Write(folder.Done, done, ContractJson.Default.FoldDone);
                log.WriteLine($"Done in {done.Seconds:F1} s.");
                return ExitCode.Done;
            }
            finally
            {
                stage = progress.Stage;
            }
        }
        catch (Exception failure)
        {
            return Fail(stage, failure);
        }
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
        var (kind, cause) = Failure.Of(failure);
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
        log.WriteLine($"Failed at stage {stage} ({kind}): {cause}");
        log.WriteLine(failure);
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
            log.WriteLine($"{what}: {cannot.Message}");
        }
    }

    private int Refuse(int code, string why)
    {
        log.WriteLine(why);
        return code;
    }
}
