using FoldCP.Contract;
using FoldCP.Jobs.Clusters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// One look at all folds that have not ended, each moved as far as it can go. A sweep keeps nothing in memory and may die anywhere;
/// the next one, here or in another server, finds the same rows and carries on.
/// </summary>
internal sealed class FoldSweep(
    IDbContextFactory<FoldContext> contexts, FoldRows rows, IClusterBackend backend, StateFolder state, IOptions<FoldsOptions> options, FoldMetrics metrics, TimeProvider clock)
{
    /// <summary>Waiting folds that are cancelled per sweep, so that running ones are not kept waiting by thousands of them.</summary>
    private const int CancelledAtOnce = 500;

    /// <param name="stepsWereLost">true for a reconciler's first sweep: whoever was at a step may be gone, and steps run twice do no harm</param>
    /// <param name="stop">ends the sweep between two rows</param>
    /// <exception cref="ClusterUnreachableException">the running folds could not be looked at; all the rest was done</exception>
    public async Task RunAsync(bool stepsWereLost, CancellationToken stop)
    {
        var open = await CountAsync(stop);
        metrics.Counted(open);
        await CancelWaitingAsync(stop);
        await RenewLostStepsAsync(stepsWereLost, stop);
        await StartAsync(options.Value.MaxRunning - open.GetValueOrDefault(FoldState.Preparing) - open.GetValueOrDefault(FoldState.Running), stop);
        await FollowRunningAsync(stop);
    }

    private async Task<Dictionary<FoldState, int>> CountAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Folds.Where(x => x.EndedAt == null).GroupBy(x => x.State)
            .Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, stop);
    }

    private async Task CancelWaitingAsync(CancellationToken stop)
    {
        var asked = await IdsAsync(FoldState.Queued, x => x.Where(fold => fold.CancelAskedAt != null).OrderBy(fold => fold.CancelAskedAt).Take(CancelledAtOnce), stop);
        await rows.MoveAsync(asked, FoldState.Queued, fold => Do(() => fold.Cancelled(clock.GetUtcNow())), stop);
    }

    private async Task RenewLostStepsAsync(bool all, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        foreach (var at in new[] { FoldState.Preparing, FoldState.Collecting })
        {
            var lost = await IdsAsync(at, x => x.Where(fold => all || fold.LeaseUntil == null || fold.LeaseUntil <= now), stop);
            await rows.MoveAsync(lost, at, fold => Do(() => RenewOrGiveUp(fold, now)), stop);
        }
    }

    private static void RenewOrGiveUp(Fold fold, DateTimeOffset now)
    {
        if (fold.Mishaps < FoldSetbacks.MishapsBorne)
            fold.Renew(now, FoldSteps.Lease);
        else
            fold.Fail($"{(fold.State == FoldState.Preparing ? "It could not be started" : "Its result could not be taken in")}: {fold.Trouble}", now);
    }

    private async Task StartAsync(int slots, CancellationToken stop)
    {
        for (; slots > 0; slots--)
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            if (await db.NextToStartAsync(stop) is not { } next)
                return;

            await rows.MoveAsync([next], FoldState.Queued, fold => Do(() => fold.Prepare(clock.GetUtcNow(), FoldSteps.Lease)), stop);
        }
    }

    private async Task FollowRunningAsync(CancellationToken stop)
    {
        var jobs = await RunningAsync(stop);
        var reports = await backend.ObserveAsync(jobs, stop);
        await rows.MoveAsync(jobs.Select(x => x.FoldId), FoldState.Running, fold => FollowAsync(fold, reports[fold.Id], stop), stop);
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

    private async Task<List<ClusterJob>> RunningAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var running = await db.Folds.Where(x => x.State == FoldState.Running).OrderBy(x => x.StartedAt)
            .Select(x => new { x.Id, x.BackendId }).ToListAsync(stop);
        return [.. running.Select(x => new ClusterJob(x.Id, x.BackendId!, new RunFolder(state.RunOf(x.Id))))];
    }

    private async Task<List<Guid>> IdsAsync(FoldState at, Func<IQueryable<Fold>, IQueryable<Fold>> which, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await which(db.Folds.Where(x => x.EndedAt == null && x.State == at)).Select(x => x.Id).ToListAsync(stop);
    }

    private static Task Do(Action move)
    {
        move();
        return Task.CompletedTask;
    }
}
