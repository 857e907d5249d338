using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Sequences;

/// <summary>Stores what a search brought: each sequence once for all imports, and the names by which its owner will find it again.</summary>
internal static class SequenceWriter
{
    /// <summary>Runs in the context's transaction. Rows are written in one order, so that two imports wait for one another at worst.</summary>
    /// <returns>the stored sequence's id by the brought one's</returns>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> WriteAsync(
        FoldContext db, Guid ownerId, SequenceSearch search, DateTimeOffset now, CancellationToken stop)
    {
        var storedAs = await WriteSequencesAsync(db, search.Brought, stop);
        var names = search.BroughtNames.Select(x => new SequenceName(ownerId, x.Accession, storedAs[x.SequenceId], x.Source, now));
        await WriteNamesAsync(db, names, stop);
        return storedAs;
    }

    private static async Task<Dictionary<Guid, Guid>> WriteSequencesAsync(FoldContext db, IEnumerable<Sequence> brought, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync($"""CREATE TEMPORARY TABLE brought_sequences (LIKE fold."Sequences") ON COMMIT DROP""", stop);
        await db.CopyAsync(brought, stop, into: "brought_sequences");
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO fold."Sequences" ("Id", "Residues", "Sha256")
            SELECT "Id", "Residues", "Sha256" FROM brought_sequences ORDER BY "Sha256"
            ON CONFLICT ("Sha256") DO NOTHING
            """, stop);
        return await db.Database.SqlQuery<StoredAs>($"""
            SELECT brought."Id" AS "Brought", stored."Id" AS "Stored"
            FROM brought_sequences brought JOIN fold."Sequences" stored USING ("Sha256")
            """).ToDictionaryAsync(x => x.Brought, x => x.Stored, stop);
    }

    private static async Task WriteNamesAsync(FoldContext db, IEnumerable<SequenceName> names, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync($"""CREATE TEMPORARY TABLE brought_names (LIKE fold."SequenceNames") ON COMMIT DROP""", stop);
        await db.CopyAsync(names, stop, into: "brought_names");
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO fold."SequenceNames" ("OwnerId", "Accession", "SequenceId", "Source", "CreatedAt")
            SELECT "OwnerId", "Accession", "SequenceId", "Source", "CreatedAt" FROM brought_names ORDER BY "Accession"
            ON CONFLICT ("OwnerId", "Accession") DO UPDATE
            SET "SequenceId" = excluded."SequenceId", "Source" = excluded."Source", "CreatedAt" = excluded."CreatedAt"
            """, stop);
    }

    private sealed record StoredAs(Guid Brought, Guid Stored);
}
