using FoldCP.Engine.Features;

namespace FoldCP.Engine.Training;

/// <summary>How well the confidence heads know what is wrong with samples whose true structure is known.</summary>
public sealed record ConfidenceLoss
{
    public required Tensor Plddt { get; init; }

    public required Tensor Pde { get; init; }

    public required Tensor Resolved { get; init; }

    /// <summary>0 where it has no weight, like those of differences between samples.</summary>
    public required Tensor Pae { get; init; }

    public required Tensor RelativePlddt { get; init; }

    public required Tensor RelativePde { get; init; }

    public required Tensor RelativePae { get; init; }

    /// <summary>The weighted sum.</summary>
    public required Tensor Total { get; init; }

    /// <param name="features">the complex</param>
    /// <param name="logits">what the heads say of the samples</param>
    /// <param name="x">the samples [M, A, 3], Å</param>
    /// <param name="truth">what they are held to</param>
    /// <param name="weights">how much each part counts</param>
    public static ConfidenceLoss Of(FoldFeatures features, ConfidenceLogits logits, Tensor x, TrueStructure truth, ConfidenceWeights weights)
    {
        using var scope = NewDisposeScope();
        var (lddt, pde) = (ConfidenceTargets.Lddt(features, x, truth, logits.AreOfAtoms), ConfidenceTargets.Pde(features, x, truth));
        var pae = weights.Pae > 0 ? ConfidenceTargets.Pae(features, x, truth) : null;
        var nothing = zeros([], dtype: x.dtype);
        Tensor Absolute(BinnedTarget? target, Tensor? of) => target is null ? nothing.alias() : target.Loss(of!, weights.Complex);
        Tensor Relative(BinnedTarget? target, Tensor? of) => target is null || weights.Relative <= 0 ? nothing.alias() : target.RelativeLoss(of!, weights.Complex);

        var parts = new ConfidenceLoss
        {
            Plddt = Absolute(lddt, logits.Plddt),
            Pde = Absolute(pde, logits.Pde),
            Resolved = OfResolved(features, logits, truth, weights.Complex),
            Pae = Absolute(pae, logits.Pae),
            RelativePlddt = Relative(lddt, logits.RelativePlddt),
            RelativePde = Relative(pde, logits.RelativePde),
            RelativePae = Relative(pae, logits.RelativePae),
            Total = nothing,
        };
        var differences = parts.RelativePlddt + parts.RelativePde + (weights.Pae * parts.RelativePae);
        var total = parts.Plddt + parts.Pde + parts.Resolved + (weights.Pae * parts.Pae) + (weights.Relative * differences);
        scope.MoveToOuter(total, parts.Plddt, parts.Pde, parts.Resolved);
        scope.MoveToOuter(parts.Pae, parts.RelativePlddt, parts.RelativePde, parts.RelativePae);
        return parts with { Total = total };
    }

    // Whether an experiment would see it: the first logit says yes.
    private static Tensor OfResolved(FoldFeatures features, ConfidenceLogits logits, TrueStructure truth, double? weight)
    {
        var resolved = logits.AreOfAtoms ? truth.Resolved : truth.ResolvedTokens(features);
        var exists = (logits.AreOfAtoms ? features.AtomPadMask : features.TokenPadMask).expand_as(resolved);
        var log = logits.Resolved.log_softmax(-1);
        return BinnedTarget.MeanOfSamples(-(resolved * log.select(-1, 0)) - ((1 - resolved) * log.select(-1, 1)), exists, weight);
    }
}

/// <summary>What the confidence heads say of M samples, as logits; n are tokens, or atoms.</summary>
/// <param name="Plddt">[M, n, bins]</param>
/// <param name="Pde">[M, N, N, bins]</param>
/// <param name="Resolved">[M, n, 2]</param>
/// <param name="Pae">[M, N, N, bins]; null if it does not count</param>
public sealed record ConfidenceLogits(Tensor Plddt, Tensor Pde, Tensor Resolved, Tensor? Pae)
{
    /// <summary>Whether <see cref="Plddt"/> and <see cref="Resolved"/> are of atoms.</summary>
    public bool AreOfAtoms { get; init; }

    /// <summary>Differences between samples [M, M, n, 2 bins - 1]; null if they do not count.</summary>
    public Tensor? RelativePlddt { get; init; }

    /// <summary>[M, M, N, N, 2 bins - 1]</summary>
    public Tensor? RelativePde { get; init; }

    /// <summary>[M, M, N, N, 2 bins - 1]</summary>
    public Tensor? RelativePae { get; init; }
}

/// <summary>How much parts of the confidence's loss count beside the first ones.</summary>
public sealed record ConfidenceWeights
{
    public double Pae { get; init; }

    /// <summary>Differences between samples.</summary>
    public double Relative { get; init; }

    /// <summary>1 for complexes that count, 0 for others; null: all count.</summary>
    public double? Complex { get; init; }
}
