using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Confidence;

namespace FoldCP.Engine.Training;

/// <summary>What the confidence heads should say of M samples whose true structure is known.</summary>
internal static class ConfidenceTargets
{
    private const int Dna = 1;
    private const int Rna = 2;

    // Å: how near a polymer's centre must be in order to count.
    private const double Near = 15;
    private const double NearInNucleicAcids = 30;

    private static readonly double[] s_thresholds = [0.5, 1, 2, 4];

    /// <summary>The lDDT of each token's representative, or of each atom.</summary>
    /// <param name="features">the complex</param>
    /// <param name="x">the samples [M, A, 3], Å</param>
    /// <param name="truth">what they are held to</param>
    /// <param name="ofAtoms">whether of atoms</param>
    public static BinnedTarget Lddt(FoldFeatures features, Tensor x, TrueStructure truth, bool ofAtoms)
    {
        var centres = truth.PolymerCentres;
        Tensor Rows(Tensor atoms) => ofAtoms ? atoms : TrueStructure.OfRepresentatives(features, atoms);
        Tensor Centres(Tensor atoms) => atoms.index_select(1, centres);
        var resolved = Rows(truth.Resolved.unsqueeze(-1));                                           // [M, n, 1]
        var row = ofAtoms ? arange(x.shape[1], dtype: ScalarType.Int64) : features.TokenToRepAtom[0];
        var others = (row.unsqueeze(1) != centres.unsqueeze(0)).to(x.dtype);                         // [n, R]
        var pairs = resolved * truth.Resolved.index_select(1, centres).unsqueeze(1) * others;        // [M, n, R]
        var distances = cdist(Rows(truth.Coords), Centres(truth.Coords));
        var counts = (distances < Reach(features, centres)).to(x.dtype) * pairs;
        var error = (distances - cdist(Rows(x), Centres(x))).abs();
        var kept = s_thresholds.Select(threshold => (error < threshold).to(x.dtype)).Aggregate((sum, next) => sum + next) / s_thresholds.Length;
        var (sum, total) = ((counts * kept).sum(dim: -1), counts.sum(dim: -1));
        return new((sum + 1e-10) / (total + 1e-10), resolved.squeeze(-1) * (total != 0).to(x.dtype), End: 1);
    }

    /// <summary>The error of the distance between two tokens' representatives.</summary>
    public static BinnedTarget Pde(FoldFeatures features, Tensor x, TrueStructure truth)
    {
        var (known, sampled) = (TrueStructure.OfRepresentatives(features, truth.Coords), TrueStructure.OfRepresentatives(features, x));
        var resolved = truth.ResolvedTokens(features);
        return new((cdist(known, known) - cdist(sampled, sampled)).abs(), resolved.unsqueeze(2) * resolved.unsqueeze(1), ConfidenceHeads.Farthest);
    }

    /// <summary>The error of each token seen from the frame of each other one.</summary>
    public static BinnedTarget Pae(FoldFeatures features, Tensor x, TrueStructure truth)
    {
        var (knownFrames, isKnown) = TokenFrames.Of(features, truth.Coords, truth.Resolved[0]);
        var (sampledFrames, isSampled) = TokenFrames.Of(features, x, truth.ResolvedAsDeposited);
        var offset = InFrames(truth.Coords, knownFrames) - InFrames(x, sampledFrames);
        var frames = truth.FrameResolved.unsqueeze(0) * isKnown * isSampled * features.TokenPadMask;
        var columns = truth.Resolved.gather(1, knownFrames.select(-1, 1)) * features.TokenPadMask;
        return new((offset.square().sum(-1) + 1e-8).sqrt(), frames.unsqueeze(2) * columns.unsqueeze(1), ConfidenceHeads.Farthest);
    }

    private static Tensor Reach(FoldFeatures features, Tensor atoms)
    {
        var kind = features.MolType[0].index_select(0, features.AtomToToken[0].index_select(0, atoms).clamp(min: 0));
        return where((kind == Dna).logical_or(kind == Rna), NearInNucleicAcids, Near);
    }

    // Where the middle atom of frame j lies in frame i: [M, A, 3], [M, N, 3] -> [M, i, j, 3]
    private static Tensor InFrames(Tensor x, Tensor frames)
    {
        var corners = x.gather(1, frames.flatten(1).unsqueeze(-1).expand(-1, -1, 3)).unflatten(1, -1, 3).unbind(2);
        var (first, second) = (Direction(corners[0] - corners[1]), Direction(corners[2] - corners[1]));
        var (e1, e2) = (Direction(first + second), Direction(second - first));
        var axes = stack([e1, e2, linalg.cross(e1, e2)], dim: -1);                                   // [M, i, 3, 3]
        return (corners[1].unsqueeze(1) - corners[1].unsqueeze(2)).matmul(axes);
    }

    private static Tensor Direction(Tensor x) => x / (x.square().sum(-1, keepdim: true).sqrt() + 1e-5);
}
