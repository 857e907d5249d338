using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Results;

/// <summary>The scores of one sampled structure of a fold; names and scales are those of <see cref="Contract.SampleResult"/>.</summary>
public sealed class SampleScore
{
    public Guid FoldId { get; init; }

    public int Sample { get; init; }

    public int Rank { get; init; }

    public double ConfidenceScore { get; init; }

    public double Ptm { get; init; }

    public double Iptm { get; init; }

    public double ComplexPlddt { get; init; }

    public double ComplexIplddt { get; init; }

    public double ComplexPde { get; init; }

    public double ComplexIpde { get; init; }

    public static SampleScore Of(Guid foldId, Contract.SampleResult result) => new()
    {
        FoldId = foldId,
        Sample = result.Sample,
        Rank = result.Rank,
        ConfidenceScore = result.ConfidenceScore,
        Ptm = result.Ptm,
        Iptm = result.Iptm,
        ComplexPlddt = result.ComplexPlddt,
        ComplexIplddt = result.ComplexIplddt,
        ComplexPde = result.ComplexPde,
        ComplexIpde = result.ComplexIpde,
    };
}

internal sealed class SampleScoreConfiguration : IEntityTypeConfiguration<SampleScore>
{
    public void Configure(EntityTypeBuilder<SampleScore> score)
    {
        score.HasKey(x => new { x.FoldId, x.Sample });
        score.HasOne<Folds.Fold>().WithMany().HasForeignKey(x => x.FoldId);
        score.HasIndex(x => new { x.FoldId, x.Rank }).IsUnique();
    }
}
