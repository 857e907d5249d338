using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Folds;

internal sealed class FoldConfiguration : IEntityTypeConfiguration<Fold>
{
    public void Configure(EntityTypeBuilder<Fold> fold)
    {
        fold.Property(x => x.Id).ValueGeneratedNever();
        fold.Property(x => x.Ranks).HasDefaultValue(1);
        fold.Property(x => x.RowVersion).IsRowVersion();
        fold.HasOne<Complexes.Complex>().WithMany().HasForeignKey(x => x.ComplexId);
        fold.HasOne<Campaigns.Campaign>().WithMany().HasForeignKey(x => x.CampaignId);
        fold.HasMany(x => x.History).WithOne().HasForeignKey(x => x.FoldId);
        fold.HasIndex(x => new { x.ComplexId, x.Attempt }).IsUnique();
        fold.HasIndex(x => x.ComplexId, "IX_Folds_Latest").IsUnique().HasFilter("\"IsLatest\"");
        fold.HasIndex(x => new { x.CampaignId, x.State });
        fold.HasIndex(x => x.EndedAt, "IX_Folds_Results").HasFilter("\"IsLatest\" AND \"State\" = 'Done'");
        fold.HasIndex(x => new { x.State, x.QueuedAt }, "IX_Folds_Open").HasFilter("\"EndedAt\" IS NULL");
    }
}
