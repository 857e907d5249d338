using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// Moves folds one by one, each in a context, a turn and a try of its own: a row that cannot be moved says why and keeps no other one
/// back, and one at whose step somebody is, however long that takes, is left to them. A move that leaves a lease in the row asks for
/// a short step, which is handed out once the row is saved.
/// </summary>
internal sealed class FoldRows(IDbContextFactory<FoldContext> contexts, FoldStepQueue steps, FoldSetbacks setbacks, FoldMetrics metrics)
{
    /// <summary>Counts the folds in each state that is no end.</summary>
    /// <returns>what of them the engines have in hand</returns>
    public async Task<FoldsInWork> CountOpenAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var open = await db.Folds.Where(x => x.EndedAt == null).GroupBy(x => x.State)
            .Select(x => new { x.Key, Count = x.Count(), Ranks = x.Sum(fold => fold.Ranks) }).ToListAsync(stop);
        metrics.Counted(open.ToDictionary(x => x.Key, x => x.Count));
        var inWork = open.Where(x => x.Key is FoldState.Preparing or FoldState.Running).ToList();
        return new(inWork.Sum(x => x.Count), inWork.Sum(x => x.Ranks));
    }

    public async Task<List<Guid>> FindAsync(FoldState at, Func<IQueryable<Fold>, IQueryable<Fold>> which, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await which(db.Folds.Where(x => x.EndedAt == null && x.State == at)).Select(x => x.Id).ToListAsync(stop);
    }

    public Task MoveAsync(IEnumerable<Guid> foldIds, FoldState from, Action<Fold> move, CancellationToken stop)
        => MoveAsync(foldIds, from, fold => { move(fold); return Task.CompletedTask; }, stop);

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
        await using var turn = await db.Database.BeginTransactionAsync(stop);
        if (!await db.TryTakeTurnAsync(id, stop) || await db.Folds.FindAsync([id], stop) is not { } fold || fold.State != from)
            return;

        await move(fold);
        if (db.ChangeTracker.HasChanges())
        {
            await db.SaveFoldsAsync(stop);
            await turn.CommitAsync(stop);
        }
        if (fold.State != from)
            metrics.Moved(fold);
        if (fold.LeaseUntil is not null)
            steps.HandOut(fold);
    }
}
