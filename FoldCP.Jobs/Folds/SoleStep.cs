using System.Diagnostics;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Results;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// Runs a step of one fold in the fold's turn, which is a lock in the database: of any number of servers one is at it, for as long
/// as it takes. What the step changes is saved in one transaction; what keeps it from going on is noted in the row.
/// </summary>
internal sealed class SoleStep(IDbContextFactory<FoldContext> contexts, FoldSetbacks setbacks, FoldMetrics metrics, TimeProvider clock)
{
    /// <param name="foldId">whose step</param>
    /// <param name="at">the state that the step leads out of</param>
    /// <param name="step">moves the fold; a refusal that will not pass ends the fold with its words</param>
    /// <param name="stop">ends the step; nothing is saved then</param>
    /// <returns>the state that the fold has reached; null if there was nothing to do, or someone else is at it</returns>
    public async Task<FoldState?> RunAsync(Guid foldId, FoldState at, Func<FoldContext, Fold, CancellationToken, Task> step, CancellationToken stop)
    {
        using var span = FoldMetrics.Activities.StartActivity($"step from {at}");
        span?.SetTag("fold.id", foldId);
        try
        {
            return await InTurnAsync(foldId, at, step, stop);
        }
        catch (Exception setback) when (setback is not OperationCanceledException)
        {
            span?.SetStatus(ActivityStatusCode.Error, setback.Message);
            await setbacks.NoteAsync(foldId, at, setback, stop);
            throw;
        }
    }

    private async Task<FoldState?> InTurnAsync(Guid foldId, FoldState at, Func<FoldContext, Fold, CancellationToken, Task> step, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await using var turn = await db.Database.BeginTransactionAsync(stop);
        if (!await db.TryTakeTurnAsync(foldId, stop) || await db.Folds.FindAsync([foldId], stop) is not { } fold || fold.State != at)
            return null;

        try
        {
            await step(db, fold, stop);
        }
        catch (Exception refused) when (refused is ClusterRefusedException or BadResultException)
        {
            fold.Fail(refused.Message, clock.GetUtcNow());
        }
        await db.SaveFoldsAsync(stop);
        await turn.CommitAsync(stop);
        metrics.Moved(fold);
        return fold.State;
    }
}
