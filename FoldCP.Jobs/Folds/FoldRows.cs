using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// Moves folds one by one, each in a context and a try of its own: a row that cannot be moved says why and keeps no other one back.
/// A move that leaves a lease in the row asks for a short step, which is handed out once the row is saved.
/// </summary>
internal sealed class FoldRows(IDbContextFactory<FoldContext> contexts, FoldStepQueue steps, FoldSetbacks setbacks, FoldMetrics metrics)
{
    /// <exception cref="NpgsqlException">the database is gone, so no row can be moved</exception>
    public async Task MoveAsync(IEnumerable<Guid> foldIds, FoldState from, Func<Fold, Task> move, CancellationToken stop)
    {
        foreach (var id in foldIds)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                await MoveAsync(id, from, move, stop);
            }
            catch (Exception setback) when (setback is not (OperationCanceledException or NpgsqlException))
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
