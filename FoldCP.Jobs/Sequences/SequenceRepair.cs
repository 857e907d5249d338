using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Jobs.Imports;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Sequences;

/// <summary>What adding sequence files to a campaign would bring, or has brought.</summary>
public sealed record RepairPreview
{
    public required IReadOnlyList<FileReading> Files { get; init; }

    /// <summary>How many proteins get a sequence.</summary>
    public required int Found { get; init; }

    /// <summary>How many complexes can be folded that could not before.</summary>
    public required int BecomeReady { get; init; }

    /// <summary>Proteins that stay without, those that hold up most complexes first.</summary>
    public required IReadOnlyList<MissingSequence> StillMissing { get; init; }

    public string? Fault => Files.Where(x => x.Fault is not null).Select(x => $"{x.FileName}: {x.Fault}").FirstOrDefault();

    public bool CanApply => Fault is null && Found > 0;
}

/// <summary>Finds the sequences that a campaign lacks in files that come later, or in what its owner has imported since.</summary>
public sealed class SequenceRepair(ImportReading reading, IDbContextFactory<FoldContext> contexts, TimeProvider time)
{
    /// <summary>The proteins of a campaign that have no sequence, those that hold up most complexes first.</summary>
    public async Task<IReadOnlyList<MissingSequence>> MissingAsync(Guid campaignId, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var missing = await db.Subunits
            .Where(x => x.Kind == SubunitKind.Protein && x.SequenceId == null)
            .Join(db.Complexes.Where(x => x.CampaignId == campaignId), member => member.ComplexId, complex => complex.Id, (member, complex) => new { member, complex })
            .GroupBy(x => x.member.Accession)
            .Select(x => new MissingSequence(
                x.Key, x.Min(y => y.member.Name), x.Count(),
                x.Count(y => y.complex.Readiness == Readiness.MissingSequences && y.complex.MissingSequences == 1)))
            .ToListAsync(stop);
        return ImportSums.Ordered(missing);
    }

    /// <summary>Reads the files and shows what they would bring; stores nothing.</summary>
    public async Task<RepairPreview> ReadAsync(Guid personId, Guid campaignId, IReadOnlyList<Guid> sequenceUploads, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var complexes = await IncompleteAsync(db.Complexes.AsNoTracking(), campaignId, stop);
        var (search, files) = await reading.SearchAsync(personId, MissingOf(complexes), sequenceUploads, stop);
        return Repair(complexes, search, files, id => id);
    }

    /// <summary>Gives each protein the sequence that was found for it, in one transaction; a fault of a file changes nothing.</summary>
    public async Task<RepairPreview> ApplyAsync(Guid personId, Guid campaignId, IReadOnlyList<Guid> sequenceUploads, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // Not FOR UPDATE: folds of the campaign are ordered meanwhile, and their rows refer to this one.
        await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM fold."Campaigns" WHERE "Id" = {campaignId} FOR NO KEY UPDATE""", stop);
        var complexes = await IncompleteAsync(db.Complexes, campaignId, stop);
        var (search, files) = await reading.SearchAsync(personId, MissingOf(complexes), sequenceUploads, stop);
        if (files.Any(x => x.Fault is not null))
            return Repair(complexes, search, files, id => id);

        var now = time.GetUtcNow();
        var storedAs = await SequenceWriter.WriteAsync(db, personId, search, now, stop);
        var repaired = Repair(complexes, search, files, id => storedAs.GetValueOrDefault(id, id));
        if (!repaired.CanApply)
            return repaired;

        db.AddRange(files.Select(x => new ImportedFile(campaignId, x, now)));
        await db.SaveChangesAsync(stop);
        await db.TellAsync([campaignId], stop);
        await transaction.CommitAsync(stop);
        return repaired;
    }

    private static Task<List<Complex>> IncompleteAsync(IQueryable<Complex> complexes, Guid campaignId, CancellationToken stop)
        => complexes.Where(x => x.CampaignId == campaignId && x.MissingSequences > 0).Include(x => x.Subunits.OrderBy(y => y.Position)).ToListAsync(stop);

    private static IEnumerable<string> MissingOf(IEnumerable<Complex> complexes)
        => complexes.SelectMany(x => x.Subunits).Where(x => x.IsMissing).Select(x => x.Accession);

    private static RepairPreview Repair(List<Complex> complexes, SequenceSearch search, IReadOnlyList<FileReading> files, Func<Guid, Guid> storedAs)
    {
        int before = MissingOf(complexes).Distinct().Count();
        foreach (var complex in complexes)
            complex.Resolve(search.Find, storedAs);
        return new RepairPreview
        {
            Files = files,
            Found = before - MissingOf(complexes).Distinct().Count(),
            BecomeReady = complexes.Count(x => x.Readiness == Readiness.Ready),
            StillMissing = ImportSums.MissingIn(complexes),
        };
    }
}
