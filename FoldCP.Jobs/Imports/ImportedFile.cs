using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Imports;

/// <summary>A file that became part of a campaign, with the account of its rows: read = imported + not needed + rejected.</summary>
public sealed class ImportedFile
{
    private ImportedFile() => (FileName, Sha256, Format, Notes) = ("", "", "", []);

    public ImportedFile(Guid campaignId, FileReading reading, DateTimeOffset now)
        : this()
    {
        (Id, CampaignId, ImportedAt) = (Guid.CreateVersion7(), campaignId, now);
        (FileName, Sha256, Format) = (reading.FileName, reading.Sha256, reading.Format ?? "");
        (RowsRead, RowsImported, RowsNotNeeded, RowsRejected, RowsWithWarnings) = reading.Account;
        Notes = [.. reading.Notes];
    }

    public Guid Id { get; private set; }

    public Guid CampaignId { get; private set; }

    public string FileName { get; private set; }

    public string Sha256 { get; private set; }

    /// <summary>What it was recognised as, such as "CORUM 3.0" or "FASTA".</summary>
    public string Format { get; private set; }

    public DateTimeOffset ImportedAt { get; private set; }

    public int RowsRead { get; private set; }

    public int RowsImported { get; private set; }

    /// <summary>Sequences that no complex of the campaign asked for; they are not stored.</summary>
    public int RowsNotNeeded { get; private set; }

    public int RowsRejected { get; private set; }

    /// <summary>How many of the imported rows have a warning.</summary>
    public int RowsWithWarnings { get; private set; }

    /// <summary>Every rejected row and warning: where, what value, why.</summary>
    public List<ImportNote> Notes { get; private set; }
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

internal sealed class ImportedFileConfiguration : IEntityTypeConfiguration<ImportedFile>
{
    public void Configure(EntityTypeBuilder<ImportedFile> file)
    {
        file.Property(x => x.Id).ValueGeneratedNever();
        file.HasOne<Campaigns.Campaign>().WithMany().HasForeignKey(x => x.CampaignId);
        file.OwnsMany(x => x.Notes, notes => notes.ToJson());
    }
}
