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

    /// <summary>
    /// The campaign that this complex set became. An upload becomes one campaign at most, so confirming twice is confirming once.
    /// </summary>
    public Guid? CampaignId { get; private set; }

    public void Became(Guid campaignId)
    {
        if (CampaignId is { } earlier && earlier != campaignId)
            throw new InvalidOperationException($"Upload {Id} became campaign {earlier} already.");

        CampaignId = campaignId;
    }
}

internal sealed class UploadConfiguration : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> upload)
    {
        upload.Property(x => x.Id).ValueGeneratedNever();
        upload.Property(x => x.FileName).HasMaxLength(Imports.FileName.MaxLength);
        upload.Property(x => x.Sha256).HasMaxLength(64);
        upload.HasOne<Campaigns.Campaign>().WithMany().HasForeignKey(x => x.CampaignId).OnDelete(DeleteBehavior.SetNull);
        upload.HasIndex(x => x.ExpiresAt);
        upload.HasIndex(x => x.Sha256);
    }
}
