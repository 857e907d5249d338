using System.Diagnostics;
using FoldCP.Contract;
using FoldCP.Engine.Output;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.InTurns;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Parallel.Nccl;
using FoldCP.Engine.Run.Checkpoints;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>
/// One engine's work in one run folder: takes the folder, folds, and writes the end as its last act, whatever happens
/// (<c>docs/run-folder.md</c>). Where several ranks fold, each runs this and the first has the folder.
/// </summary>
internal sealed class FoldRun(RunFolder folder, TimeProvider clock, TextWriter output, OpenModels models, FoldRanks ranks)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly FoldLog _log = new(output);
    private Func<FoldStage> _stage = () => FoldStage.Start;
    private RankWatch? _watch;
    private IReadOnlyList<string> _peaks = [];

    /// <summary>Whether a fold that has failed in the folder is gone on with.</summary>
    public bool Resumes { get; init; }

    /// <summary>Who are to fold afterwards if they can: then this only looks whether they can, and otherwise writes the end. Null: it folds itself.</summary>
    public MeshShape? LooksFor { get; init; }

    /// <summary>Who looks on.</summary>
    public FoldWatch Watch { get; init; } = FoldWatch.Nobody;

    /// <returns>the process's exit code</returns>
    public int Execute(CancellationToken stop)
    {
        using var door = ranks.Leads ? FolderDoor.Open(folder, Resumes) : FolderDoor.Unseen;
        if (FolderDoor.Refusal.Read(ranks.HearFirst($"{door.Refused}")) is { } refused)
        {
            if (ranks.Leads)
                _log.Say(refused.Why);
            return refused.Code;
        }
        int code = Work(stop);
        ranks.Meet();
        return code;
    }

    private int Work(CancellationToken stop)
    {
        try
        {
            if (Fold(stop) is not { } done)
                return ExitCode.Done;
            if (ranks.Leads)
            {
                Try("checkpoints", () => FoldCheckpoints.Clear(folder));
                RunFolder.Write(folder.Done, done, ContractJson.Default.FoldDone);
            }
            // The end is written: from here on nothing may fail the fold.
            if (ranks.Leads)
                _log.Say($"Done in {done.Seconds:F1} s, with at most {string.Join(", ", _peaks)} MB of memory{(_peaks.Count > 1 ? " for each rank in turn" : "")}.");
            return ExitCode.Done;
        }
        catch (RanksCalledOffException)
        {
            // Who has failed says so.
            throw;
        }
        catch (AgreedFailure agreed)
        {
            return Fail(agreed.Failed, isAgreed: true);
        }
        catch (Exception failure)
        {
            return Fail(Told(failure), isAgreed: failure is OperationCanceledException);
        }
        finally
        {
            _watch?.Dispose();
        }
    }

    private FoldDone? Fold(CancellationToken stop)
    {
        long started = clock.GetTimestamp();
        var all = Introduce();
        OfferItself();
        using var heartbeat = ranks.Leads ? new Heartbeat(folder, clock, _log) : null;
        using var progress = ranks.Leads && LooksFor is null ? new ProgressLog(folder, clock, _log, stop) { Watch = Watch, Ranks = ranks } : ProgressLog.Silent(folder, clock, ranks, Watch, stop);
        _stage = () => progress.Stage;
        _watch = ranks.IsOneProcess ? null : RankWatch.Over(all, ranks.Rank, clock, Lose, orphaned: () => ranks.End(ExitCode.Internal));
        var steps = new FoldSteps(folder, clock, progress, models, ranks);
        if (LooksFor is { } shape)
        {
            steps.Look(shape);
            return null;
        }
        var done = steps.Run(started);
        // Nothing may change after the end is written, so the heart stops first, and nobody watches any more.
        progress.Dispose();
        heartbeat?.Dispose();
        _watch?.Dispose();
        string peak = FormattableString.Invariant($"{PeakMegabytes():F0}");
        _peaks = ranks.IsOneProcess ? [peak] : ranks.HearAll(peak);
        return done;
    }

    // Ranks stop together, and otherwise fail alone. Who hears of a failure by a message that cannot be is not to blame where another is gone.
    private FoldFailed Told(Exception failure) => failure is MpiException or NcclException && _watch?.LostWithin(s_patience) is { } lost
        ? LostRank.Told(folder, lost.Rank, lost, _stage(), clock.GetUtcNow())
        : Failure.Told(failure, folder, _stage(), ranks.Rank, clock.GetUtcNow());

    private void Lose(RankProcess lost) => Fail(LostRank.Told(folder, lost.Rank, lost, _stage(), clock.GetUtcNow()), isAgreed: false);

    private static double PeakMegabytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1e6;
    }

    private IReadOnlyList<RankProcess> Introduce()
    {
        var all = RankRoll.Call(ranks);
        var first = all[0];
        var engine = new EngineProcess(first.Pid, first.StartTicks, first.Host, EngineVersion.Text, clock.GetUtcNow(), ranks.IsOneProcess ? null : all);
        if (ranks.Leads)
            RunFolder.Write(folder.Engine, engine, ContractJson.Default.EngineProcess);
        return all;
    }

    // Where memory runs out, the kernel shall end the fold and not the database beside it.
    private void OfferItself() => Try("oom_score_adj", () => File.WriteAllText("/proc/self/oom_score_adj", "500"));

    // What is agreed, the first rank says for all. A rank that fails alone says so itself, and ends the others, which may wait for it.
    private int Fail(FoldFailed failed, bool isAgreed)
    {
        int code = ExitCode.Of(failed.Kind);
        if (!isAgreed || ranks.Leads)
        {
            Try("results", () => ResultsWriter.Clear(folder));
            Try("failed.json", () => RunFolder.WriteFirst(folder.Failed, failed, ContractJson.Default.FoldFailed));
            Say(failed);
            _log.Say(failed.Detail ?? "");
        }
        else if (failed.Stage is FoldStage.Start && !ranks.IsOneProcess)
        {
            // Who was started otherwise than the rest is to see it where it was started.
            Say(failed);
        }
        if (!isAgreed)
            ranks.End(code);
        return code;
    }

    private void Say(FoldFailed failed) =>
        _log.Say($"Failed at stage {failed.Stage}{(ranks.Count > 1 ? $" on rank {failed.Rank}" : "")} ({failed.Kind}): {failed.Cause}");

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
}
