using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Campaigns;

/// <summary>A set of complexes that belong together, with all that is done to them.</summary>
public sealed class Campaign
{
    public const int LongestName = 200;

    private Campaign() => Name = "";

    public Campaign(string name, Guid ownerId, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Id, Name, OwnerId, CreatedAt) = (Guid.CreateVersion7(), name.Trim(), ownerId, now);
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; }

    public Guid OwnerId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
}

internal sealed class CampaignConfiguration : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> campaign)
    {
        campaign.Property(x => x.Id).ValueGeneratedNever();
        campaign.Property(x => x.Name).HasMaxLength(Campaign.LongestName);
        campaign.HasIndex(x => x.CreatedAt);
    }
}
