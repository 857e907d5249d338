using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Imports;

/// <summary>An uploaded file that waits for its owner's decision; its bytes lie in the staging folder under their SHA-256.</summary>
public sealed class Upload
{
    private Upload() => (FileName, Sha256) = ("", "");

    public Upload(Guid ownerId, string fileName, long bytes, string sha256, DateTimeOffset now, TimeSpan keptFor)
        => (Id, OwnerId, FileName, Bytes, Sha256, CreatedAt, ExpiresAt) =
            (Guid.CreateVersion7(), ownerId, fileName, bytes, sha256, now, now + keptFor);

    public Guid Id { get; private set; }

    public Guid OwnerId { get; private set; }

    /// <summary>As the person calls it, without folders.</summary>
    public string FileName { get; private set; }

    public long Bytes { get; private set; }

    public string Sha256 { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }
}

/// <summary>A file that became part of a campaign, with the account of its rows: read = imported + rejected.</summary>
public sealed class ImportedFile
{
    private ImportedFile() => (FileName, Sha256, Format, Notes) = ("", "", "", []);

    public ImportedFile(Guid campaignId, Upload upload, string format, DateTimeOffset now)
        : this()
        => (Id, CampaignId, FileName, Sha256, Format, ImportedAt) =
            (Guid.CreateVersion7(), campaignId, upload.FileName, upload.Sha256, format, now);

    public Guid Id { get; private set; }

    public Guid CampaignId { get; private set; }

    public string FileName { get; private set; }

    public string Sha256 { get; private set; }

    /// <summary>What it was recognised as, such as "CORUM 3.0" or "FASTA".</summary>
    public string Format { get; private set; }

    public DateTimeOffset ImportedAt { get; private set; }

    public int RowsRead { get; init; }

    public int RowsImported { get; init; }

    public int RowsWithWarnings { get; init; }

    public int RowsRejected { get; init; }

    /// <summary>Every rejected row and warning: where, what value, why.</summary>
    public List<ImportNote> Notes { get; init; }
}

/// <summary>Something that a person should know about a row of a file.</summary>
/// <param name="Line">from 1; 0 for the file as a whole</param>
/// <param name="Severity">what it means for the row</param>
/// <param name="Item">the complex or sequence, as far as it is known</param>
/// <param name="Value">the offending value, shortened</param>
/// <param name="Reason">what is wrong and what to do</param>
public sealed record ImportNote(int Line, NoteSeverity Severity, string? Item, string? Value, string Reason);

/// <summary>Whether the row was taken in spite of the note.</summary>
public enum NoteSeverity { Warning, Rejected }

internal sealed class UploadConfiguration : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> upload)
    {
        upload.Property(x => x.Id).ValueGeneratedNever();
        upload.Property(x => x.Sha256).HasMaxLength(64);
        upload.HasIndex(x => x.ExpiresAt);
    }
}

internal sealed class ImportedFileConfiguration : IEntityTypeConfiguration<ImportedFile>
{
    public void Configure(EntityTypeBuilder<ImportedFile> file)
    {
        file.Property(x => x.Id).ValueGeneratedNever();
        file.HasOne<Campaigns.Campaign>().WithMany().HasForeignKey(x => x.CampaignId);
        file.OwnsMany(x => x.Notes, notes => notes.ToJson());
    }
}
