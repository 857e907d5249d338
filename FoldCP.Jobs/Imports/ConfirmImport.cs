using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Sequences;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Imports;

/// <summary>How confirming an import ended: with a campaign, or refused with a reason in the user's words.</summary>
public sealed record ConfirmOutcome(Guid? CampaignId, string? Refusal);

/// <summary>
/// Makes a campaign of an import, all of it in one transaction. A complex set's upload becomes one campaign at most: confirming twice,
/// also at the same time, gives the same campaign.
/// </summary>
public sealed class ConfirmImport(ImportReading reading, IDbContextFactory<FoldContext> contexts, TimeProvider time)
{
    public async Task<ConfirmOutcome> ConfirmAsync(Guid ownerId, string campaignName, ImportChoice choice, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(campaignName) || campaignName.Trim().Length > Campaign.LongestName)
            return new ConfirmOutcome(null, $"Give the campaign a name of 1 to {Campaign.LongestName} characters.");
        if (await EarlierAsync(ownerId, choice, stop) is { } earlier)
            return new ConfirmOutcome(earlier, null);

        var read = await reading.ReadWholeAsync(ownerId, choice, stop);
        return RefusalOf(read) is { } refusal
            ? new ConfirmOutcome(null, refusal)
            : new ConfirmOutcome(await StoreAsync(ownerId, campaignName, choice, read, stop), null);
    }

    private static string? RefusalOf(ReadImport read)
        => read.SequenceFiles.Prepend(read.ComplexSet.Reading).FirstOrDefault(x => x.Fault is not null) is { } bad ? $"{bad.FileName}: {bad.Fault}"
            : read.ComplexSet.Complexes.Count == 0 ? $"{read.ComplexSet.Reading.FileName}: no complex of this file can be imported; its notes say why."
            : null;

    private async Task<Guid?> EarlierAsync(Guid ownerId, ImportChoice choice, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Uploads.Where(x => x.Id == choice.ComplexSet && x.OwnerId == ownerId).Select(x => x.CampaignId).SingleOrDefaultAsync(stop);
    }

    private async Task<Guid> StoreAsync(Guid ownerId, string campaignName, ImportChoice choice, ReadImport read, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var upload = await db.Uploads.FromSql($"""SELECT *, xmin FROM fold."Uploads" WHERE "Id" = {choice.ComplexSet} FOR UPDATE""").SingleAsync(stop);
        if (upload.CampaignId is { } earlier)
            return earlier;

        var now = time.GetUtcNow();
        var campaign = new Campaign(campaignName, ownerId, now);
        db.Add(campaign);
        upload.Became(campaign.Id);
        db.AddRange(read.SequenceFiles.Prepend(read.ComplexSet.Reading).Select(x => new ImportedFile(campaign.Id, x, now)));
        await db.SaveChangesAsync(stop);

        var storedAs = await SequenceWriter.WriteAsync(db, ownerId, read.Sequences, now, stop);
        var complexes = read.Build(campaign.Id, id => storedAs.GetValueOrDefault(id, id));
        await db.CopyAsync(complexes, stop);
        await db.CopyAsync(complexes.SelectMany(x => x.Subunits), stop);
        await transaction.CommitAsync(stop);
        return campaign.Id;
    }
}
