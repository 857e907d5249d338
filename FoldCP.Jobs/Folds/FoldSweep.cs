using FoldCP.Jobs.Clusters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// One look at all folds that have not ended, each moved as far as it can go. A sweep keeps nothing in memory and may die anywhere;
/// the next one, here or in another server, finds the same rows and carries on.
/// </summary>
internal sealed class FoldSweep(
    IDbContextFactory<FoldContext> contexts, FoldRows rows, RunningFolds running, IOptions<FoldsOptions> options, TimeProvider clock)
{
    /// <summary>Waiting folds that are cancelled per sweep, so that running ones are not kept waiting by thousands of them.</summary>
    private const int CancelledAtOnce = 500;

    /// <param name="stepsWereLost">true for a reconciler's first sweep: whoever was at a step may be gone, and steps run twice do no harm</param>
    /// <param name="stop">ends the sweep between two rows</param>
    /// <exception cref="ClusterUnreachableException">the running folds could not be looked at; all the rest was done</exception>
    public async Task RunAsync(bool stepsWereLost, CancellationToken stop)
    {
        var work = await rows.CountOpenAsync(stop);
        await CancelWaitingAsync(stop);
        await RenewLostStepsAsync(stepsWereLost, stop);
        await StartAsync(work, stop);
        await running.FollowAsync(stop);
    }

    private async Task CancelWaitingAsync(CancellationToken stop)
    {
        var asked = await rows.FindAsync(
            FoldState.Queued, x => x.Where(fold => fold.CancelAskedAt != null).OrderBy(fold => fold.CancelAskedAt).Take(CancelledAtOnce), stop);
        await rows.MoveAsync(asked, FoldState.Queued, fold => fold.Cancelled(clock.GetUtcNow()), stop);
    }

    private async Task RenewLostStepsAsync(bool all, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        foreach (var at in new[] { FoldState.Preparing, FoldState.Collecting })
        {
            var lost = await rows.FindAsync(at, x => x.Where(fold => all || fold.LeaseUntil == null || fold.LeaseUntil <= now), stop);
            await rows.MoveAsync(lost, at, fold => RenewOrGiveUp(fold, now), stop);
        }
    }

    private static void RenewOrGiveUp(Fold fold, DateTimeOffset now)
    {
        if (fold.Mishaps < FoldSetbacks.MishapsBorne)
            fold.Renew(now, FoldSteps.Lease);
        else
            fold.Fail($"{(fold.State == FoldState.Preparing ? "It could not be started" : "Its result could not be taken in")}: {fold.Trouble}", now);
    }

    private async Task StartAsync(FoldsInWork work, CancellationToken stop)
    {
        while (work.HasRoomForAny(options.Value))
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            // Whoever has no room is not overtaken: it would wait for ever.
            if (await db.NextToStartAsync(stop) is not { } next || !work.HasRoomFor(next.Ranks, options.Value))
                return;

            await rows.MoveAsync([next.Id], FoldState.Queued, fold => fold.Prepare(clock.GetUtcNow(), FoldSteps.Lease), stop);
            work = work.With(next.Ranks);
        }
    }
}
