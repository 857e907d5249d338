using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// Moves folds one by one, each in a context and a try of its own: a row that cannot be moved says why and keeps no other one back.
/// A move that leaves a lease in the row asks for a short step, which is handed out once the row is saved.
/// </summary>
internal sealed class FoldRows(IDbContextFactory<FoldContext> contexts, FoldStepQueue steps, FoldSetbacks setbacks, FoldMetrics metrics)
{
    /// <remarks>Throws when the database is away: no row can be moved then.</remarks>
    public async Task MoveAsync(IEnumerable<Guid> foldIds, FoldState from, Func<Fold, Task> move, CancellationToken stop)
    {
        foreach (var id in foldIds)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                await MoveAsync(id, from, move, stop);
            }
            catch (Exception setback) when (setback is not OperationCanceledException && !setback.IsDatabaseAway())
            {
                await setbacks.NoteAsync(id, from, setback, stop);
            }
        }
    }

    private async Task MoveAsync(Guid id, FoldState from, Func<Fold, Task> move, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Folds.FindAsync([id], stop) is not { } fold || fold.State != from)
            return;

        await move(fold);
        if (db.ChangeTracker.HasChanges())
            await db.SaveFoldsAsync(stop);
        if (fold.State != from)
            metrics.Moved(fold);
        if (fold.LeaseUntil is not null)
            steps.HandOut(fold);
    }
}
