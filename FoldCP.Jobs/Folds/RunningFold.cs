using FoldCP.Contract;
using FoldCP.Jobs.Clusters;

namespace FoldCP.Jobs.Folds;

/// <summary>Decides what a running fold's row says next, from what its back end and its run folder say.</summary>
internal static class RunningFold
{
    /// <summary>An engine that shows no sign of life for so long is mentioned; it may still be at work.</summary>
    public static readonly TimeSpan WorryAfter = TimeSpan.FromSeconds(30);

    /// <param name="fold">a fold in state Running</param>
    /// <param name="report">asked for before <paramref name="folder"/> was read, so that an ended engine's last act is seen</param>
    /// <param name="folder">its run folder</param>
    /// <param name="now">the time</param>
    /// <exception cref="ClusterUnreachableException">nobody knows how the engine fares; nothing is to be saved</exception>
    public static void Follow(this Fold fold, ClusterReport report, RunFolderView folder, DateTimeOffset now)
    {
        fold.Recover();
        if (folder.Progress is { } progress)
            fold.Report(progress.Stage.ToString(), progress.Step, progress.Of, progress.Message);

        if (folder.IsDone)
            fold.Collect(now, FoldSteps.Lease);
        else if (folder.Failed is { } failed)
            fold.EndBy(failed, now);
        else if (report is { State: ClusterState.Unknown, Trouble: var trouble })
            throw new ClusterUnreachableException($"The engine cannot be looked after. {trouble}");
        else if (report.State is ClusterState.Ended or ClusterState.Vanished)
            fold.EndWithoutWord(report, folder.Progress, now);
        else
            fold.FallSilent(folder.LastSignOfLife is { } last && now - last > WorryAfter ? last : null);
    }

    private static void EndBy(this Fold fold, FoldFailed failed, DateTimeOffset now)
    {
        if (failed.Kind != FailureKind.Cancelled)
            fold.Fail(fold.Ranks > 1 ? $"On rank {failed.Rank} of {fold.Ranks}, counted from 0: {failed.Cause}" : failed.Cause, now);
        else if (fold.CancelAskedAt is not null)
            fold.Cancelled(now);
        else
            fold.Fail($"The engine was told to stop from outside during {failed.Stage}; nothing is lost, fold it again.", now);
    }

    private static void EndWithoutWord(this Fold fold, ClusterReport report, Progress? last, DateTimeOffset now)
    {
        if (fold.CancelAskedAt is not null)
            fold.Cancelled(now);
        else
            fold.Fail(EngineEnd.Words(report, last), now);
    }
}
