using FoldCP.Jobs.Clusters;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// Notes in a fold's row what kept it from moving on, so that people see it and not only the log. Want of a disk, a network or a
/// database passes and is waited out; anything else is a mistake of ours, and is counted.
/// </summary>
internal sealed partial class FoldSetbacks(IDbContextFactory<FoldContext> contexts, TimeProvider clock, ILogger<FoldSetbacks> logger)
{
    /// <summary>So many mistakes in one step, and the fold fails instead of standing in the way of others.</summary>
    public const int MishapsBorne = 3;

    private static readonly TimeSpan s_tryAgainAfter = TimeSpan.FromSeconds(10);

    /// <param name="foldId">whose row</param>
    /// <param name="at">the state in which it happened; a row that has moved on since is left alone</param>
    /// <param name="setback">what happened</param>
    /// <param name="stop">ends the wait</param>
    public async Task NoteAsync(Guid foldId, FoldState at, Exception setback, CancellationToken stop)
    {
        // Hangfire says of everything that a job could not be created.
        if (setback is BackgroundJobClientException { InnerException: { } cause })
            setback = cause;
        try
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            if (setback is DbUpdateConcurrencyException)
                await TryAtOnceAsync(db, foldId, at, stop);
            else if (await WriteAsync(db, foldId, at, setback, stop))
                LogSetback(setback, foldId, at);
        }
        catch (Exception unreachable) when (unreachable.IsDatabaseAway())
        {
            LogNotNoted(setback, foldId, at, unreachable.Message);
        }
    }

    /// <summary>Someone else changed the row meanwhile, such as by asking to cancel: nothing to tell, only to repeat.</summary>
    private Task<int> TryAtOnceAsync(FoldContext db, Guid foldId, FoldState at, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return db.Folds.Where(x => x.Id == foldId && x.State == at && x.LeaseUntil != null)
            .ExecuteUpdateAsync(x => x.SetProperty(fold => fold.LeaseUntil, now), stop);
    }

    /// <returns>whether this is news</returns>
    private async Task<bool> WriteAsync(FoldContext db, Guid foldId, FoldState at, Exception setback, CancellationToken stop)
    {
        string words = setback.Message;
        int mishap = Passes(setback) ? 0 : 1;
        var again = clock.GetUtcNow() + s_tryAgainAfter;
        await using var together = await db.Database.BeginTransactionAsync(stop);
        var row = db.Folds.Where(x => x.Id == foldId && x.State == at);
        if (at is FoldState.Preparing or FoldState.Collecting)
            await row.ExecuteUpdateAsync(x => x.SetProperty(fold => fold.LeaseUntil, again).SetProperty(fold => fold.Mishaps, fold => fold.Mishaps + mishap), stop);

        int changed = await row.Where(x => x.Trouble != words).ExecuteUpdateAsync(x => x.SetProperty(fold => fold.Trouble, words), stop);
        await db.TellAsync(await row.Select(x => x.CampaignId).ToListAsync(stop), stop);
        await together.CommitAsync(stop);
        return changed > 0;
    }

    private static bool Passes(Exception setback) => setback switch
    {
        ClusterUnreachableException or IOException or UnauthorizedAccessException or TimeoutException => true,
        NpgsqlException { IsTransient: true } or { InnerException: NpgsqlException { IsTransient: true } } => true,
        _ => setback.IsDatabaseAway(),
    };

    [LoggerMessage(LogLevel.Error, "Fold {FoldId} cannot move on from {State}; it is tried again")]
    private partial void LogSetback(Exception setback, Guid foldId, FoldState state);

    [LoggerMessage(LogLevel.Error, "Fold {FoldId} cannot move on from {State}, and its row cannot say so: {Cause}")]
    private partial void LogNotNoted(Exception setback, Guid foldId, FoldState state, string cause);
}
