using System.Security.Claims;
using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Imports;

namespace FoldCP.Web.Imports;

/// <summary>A given file: what it is, and how it was read once there is a complex set to read it for.</summary>
public sealed record GivenFile(Guid UploadId, string FileName, long Bytes, UploadKind Kind, FileReading? Reading)
{
    /// <summary>The campaign that this complex set became.</summary>
    public Guid? CampaignId { get; init; }

    public string? Fault => Kind.Fault ?? Reading?.Fault;
}

/// <summary>The given files and what they would become.</summary>
public sealed record ImportView(IReadOnlyList<GivenFile> Files, ImportChoice? Choice, ImportPreview? Preview)
{
    public static readonly ImportView Nothing = new([], null, null);

    /// <summary>Why these files cannot be imported as they are; null if they can, or if the complex set is still to come.</summary>
    public string? Obstacle
        => Files.FirstOrDefault(x => x.Fault is not null) is { } bad ? $"Remove {bad.FileName} or give it again."
            : Files.Count(x => x.Kind.Content == UploadContent.ComplexSet) > 1 ? "One campaign takes one complex set. Remove the others."
            : Preview is { Totals.Complexes: 0 } ? "No complex of this file can be imported; the notes say why."
            : null;

    /// <summary>The campaign that was made of these files already.</summary>
    public Guid? Became => Files.Select(x => x.CampaignId).FirstOrDefault(x => x is not null);

    public bool CanConfirm => Choice is not null && Obstacle is null && Preview is { CanConfirm: true };

    /// <summary>Every note with the file it is about.</summary>
    public IEnumerable<FileNote> Notes
        => Files.Where(x => x.Reading is not null).SelectMany(file => file.Reading!.Notes.Select(note => new FileNote(file.FileName, note)));
}

/// <summary>A note and its file.</summary>
public sealed record FileNote(string FileName, ImportNote Note);

/// <summary>Reads uploads into an <see cref="ImportView"/>; the page and its downloads use the same.</summary>
public sealed class ImportViews(UploadStore uploads, ImportReading reading)
{
    public async Task<ImportView> ReadAsync(ClaimsPrincipal person, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        var owner = person.Id();
        List<GivenFile> files = [];
        foreach (var id in ids)
            files.Add(await GiveAsync(owner, id, stop));

        if (files.FirstOrDefault(x => x.Kind is { Content: UploadContent.ComplexSet, Fault: null }) is not { } set)
            return new ImportView(files, null, null);

        var choice = new ImportChoice(set.UploadId, [.. files.Where(x => x.Kind is { Content: UploadContent.Sequences, Fault: null }).Select(x => x.UploadId)]);
        var preview = await reading.ReadAsync(owner, choice, stop);
        var readings = preview.SequenceFiles.Prepend(preview.ComplexSet).ToDictionary(x => x.UploadId);
        return new ImportView([.. files.Select(x => x with { Reading = readings.GetValueOrDefault(x.UploadId) })], choice, preview);
    }

    private async Task<GivenFile> GiveAsync(Guid owner, Guid id, CancellationToken stop)
    {
        var upload = await uploads.FindAsync(owner, id, stop);
        var kind = await reading.RecogniseAsync(owner, id, stop);
        return new GivenFile(id, upload?.FileName ?? "A file that is gone", upload?.Bytes ?? 0, kind, null) { CampaignId = upload?.CampaignId };
    }
}
