using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Sequences;

/// <summary>The sequences that a person's earlier imports have brought, by accession.</summary>
internal static class KnownSequences
{
    public static async Task<IReadOnlyDictionary<string, FoundSequence>> FindAsync(
        FoldContext db, Guid ownerId, IReadOnlyCollection<string> accessions, CancellationToken stop)
    {
        string[] wanted = [.. accessions];
        return await db.SequenceNames
            .Where(x => x.OwnerId == ownerId && wanted.Contains(x.Accession))
            .Join(db.Sequences, name => name.SequenceId, sequence => sequence.Id,
                (name, sequence) => new { name.Accession, sequence.Id, sequence.Residues.Length, name.Source })
            .ToDictionaryAsync(x => x.Accession, x => new FoundSequence(x.Id, x.Length, $"{x.Source}, from an earlier import"), stop);
    }
}
