using FoldCP.Engine.Features;

namespace FoldCP.Engine.Training;

/// <summary>How far predicted B-factors are from deposited ones: cross entropy over bins, for tokens that have one.</summary>
public static class BFactorLoss
{
    private const double Largest = 100;
    private const double Epsilon = 1e-5;

    /// <param name="features">the complexes</param>
    /// <param name="logits">[B, N, bins]</param>
    /// <param name="bfactors">of atoms, Å²; 0 where not known [B, A]</param>
    public static Tensor Of(FoldFeatures features, Tensor logits, Tensor bfactors)
    {
        using var scope = NewDisposeScope();
        var atom = features.TokenToRepAtom;
        var ofTokens = bfactors.gather(1, atom.clamp(min: 0)) * (atom >= 0).to(bfactors.dtype);
        var bin = searchsorted(linspace(0, Largest, logits.shape[^1] - 1, dtype: bfactors.dtype), ofTokens.contiguous());
        var errors = -logits.log_softmax(-1).gather(-1, bin.unsqueeze(-1)).squeeze(-1);
        var known = (ofTokens > Epsilon).to(errors.dtype);
        return scope.MoveToOuter((errors * known).flatten().sum(dim: 0) / (known.flatten().sum(dim: 0) + Epsilon));
    }
}
