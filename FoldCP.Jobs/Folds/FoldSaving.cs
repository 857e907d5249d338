using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>How moves of folds are written: the rows and the word about them in one transaction, so no listener sees an older row.</summary>
internal static class FoldSaving
{
    public const string Channel = "fold_changes";

    /// <summary>Saves, and tells who watches the campaigns of the changed folds.</summary>
    public static async Task SaveFoldsAsync(this FoldContext db, CancellationToken stop)
    {
        var campaigns = db.ChangeTracker.Entries<Fold>()
            .Where(x => x.State is EntityState.Added or EntityState.Modified)
            .Select(x => x.Entity.CampaignId).Distinct().ToList();
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
        await db.SaveChangesAsync(stop);
        await db.TellAsync(campaigns, stop);
        if (own is not null)
            await own.CommitAsync(stop);
    }

    /// <summary>Wakes who watches these campaigns, when the current transaction commits.</summary>
    public static async Task TellAsync(this FoldContext db, IEnumerable<Guid> campaignIds, CancellationToken stop)
    {
        foreach (var id in campaignIds)
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {id.ToString()})", stop);
    }

    /// <summary>Loads these folds and lets nobody else change them until the current transaction ends.</summary>
    public static Task<List<Fold>> HoldAsync(this FoldContext db, Guid[] foldIds, CancellationToken stop)
        => db.Folds.FromSql($"""SELECT *, xmin FROM fold."Folds" WHERE "Id" = ANY ({foldIds}) ORDER BY "Id" FOR UPDATE""").ToListAsync(stop);

    /// <summary>Waits for the turn of this id (a campaign's queue, a fold's step) and holds it until the current transaction ends.</summary>
    public static Task<int> TakeTurnAsync(this FoldContext db, Guid id, CancellationToken stop)
        => db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({id.ToString()}, 0))", stop);

    /// <summary>Takes the turn of this id until the current transaction ends, if nobody else has it.</summary>
    public static Task<bool> TryTakeTurnAsync(this FoldContext db, Guid id, CancellationToken stop)
        => db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock(hashtextextended({id.ToString()}, 0)) AS \"Value\"").SingleAsync(stop);
}
