using FoldCP.Contract;
using FoldCP.Jobs.Clusters;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>Looks after the folds that an engine has: what it reports goes into their rows, and it is told to stop where that is asked.</summary>
internal sealed class RunningFolds(
    IDbContextFactory<FoldContext> contexts, FoldRows rows, IClusterBackend backend, StateFolder state, TimeProvider clock)
{
    /// <exception cref="ClusterUnreachableException">none of them could be looked at</exception>
    public async Task FollowAsync(CancellationToken stop)
    {
        var jobs = await JobsAsync(stop);
        var reports = await backend.ObserveAsync(jobs, stop);
        await rows.MoveAsync(jobs.Select(x => x.FoldId), FoldState.Running, fold => FollowAsync(fold, reports[fold.Id], stop), stop);
    }

    private async Task<List<ClusterJob>> JobsAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var running = await db.Folds.Where(x => x.State == FoldState.Running).OrderBy(x => x.StartedAt)
            .Select(x => new { x.Id, x.BackendId }).ToListAsync(stop);
        return [.. running.Select(x => new ClusterJob(x.Id, x.BackendId!, new RunFolder(state.RunOf(x.Id))))];
    }

    private async Task FollowAsync(Fold fold, ClusterReport report, CancellationToken stop)
    {
        var folder = new RunFolder(state.RunOf(fold.Id));
        var now = clock.GetUtcNow();
        try
        {
            fold.Follow(report, RunFolderView.Of(folder), now);
        }
        catch (InvalidDataException unreadable)
        {
            fold.Fail($"The engine failed, and its reason cannot be read. {unreadable.Message}", now);
        }

        if (fold is { State: FoldState.Running, CancelAskedAt: { } asked })
            await backend.CancelAsync(new ClusterJob(fold.Id, fold.BackendId!, folder), now - asked, stop);
    }
}
