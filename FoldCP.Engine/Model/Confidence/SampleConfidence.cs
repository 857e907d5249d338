using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Confidence;

/// <summary>The confidence in one structure: per token, per pair, and in summary.</summary>
/// <param name="Plddt">0 to 1 [1, N], or [1, A] where each atom is judged</param>
/// <param name="Pae">Å [1, i, j]</param>
/// <param name="Pde">Å [1, i, j]</param>
/// <param name="Scores">the summary</param>
internal sealed record SampleConfidence(Tensor Plddt, Tensor Pae, Tensor Pde, SampleScores Scores)
{
    // Å: closer representative atoms of two chains make an interface.
    private const double Interface = 8;

    private const int NonPolymer = 3;

    /// <param name="heads">that read s and z</param>
    /// <param name="mesh">on which z lies</param>
    /// <param name="features">the complex</param>
    /// <param name="read">tokens [1, N, C] and pairs [1, i, j, D] that have seen the structure</param>
    /// <param name="structure">all atoms [1, A, 3] and each token's representative [1, N, 3], Å</param>
    /// <param name="contacts">how likely the trunk thinks each pair to be in contact [1, i, j]</param>
    public static SampleConfidence Of(
        ConfidenceHeads heads, Mesh mesh, FoldFeatures features, (Tensor S, Tensor Z) read, (Tensor Atoms, Tensor Tokens) structure, Tensor contacts)
    {
        using var scope = NewDisposeScope();
        var asym = features.AsymId;
        var sameChain = mesh.RowPart(asym, 1).unsqueeze(2) == mesh.ColPart(asym, 1).unsqueeze(1);
        var tokens = features.TokenPadMask.sum(-1).to(ScalarType.Float64).item<double>();

        var plddt = Expectation.Of(heads.PlddtLogits(features, read.S), end: 1);
        var pde = heads.Pde(read.Z, sameChain, features.Tokens, logits => Expectation.Of(logits, ConfidenceHeads.Farthest));
        var (pae, tm) = PaeAndTm(heads, read.Z, sameChain, tokens);

        var (_, frames) = TokenFrames.Of(features, structure.Atoms);
        var scores = Summary(
            new InterfaceTm(mesh, features, tm[0], frames[0]), Plddts(heads, features, plddt, structure), Pdes(mesh, features, pde, contacts, sameChain));
        scope.MoveToOuter(plddt, pae, pde);
        return new(plddt, pae, pde, scores);
    }

    private static (Tensor Pae, Tensor Tm) PaeAndTm(ConfidenceHeads heads, Tensor z, Tensor sameChain, double tokens)
    {
        var both = heads.Pae(z, sameChain, logits =>
        {
            var (p, middles) = (logits.softmax(-1), Expectation.Middles(logits.shape[^1], ConfidenceHeads.Farthest, logits.dtype));
            return p.matmul(stack([middles, InterfaceTm.Score(middles, tokens)], dim: 1));           // [1, rows, j, 2]
        });
        return (both.select(3, 0).contiguous(), both.select(3, 1).contiguous());
    }

    private static SampleScores Summary(InterfaceTm tm, (double Complex, double Interface) plddt, (double Complex, double Interface) pde) => new()
    {
        Ptm = tm.Ptm,
        Iptm = tm.Iptm,
        LigandIptm = tm.LigandIptm,
        ProteinIptm = tm.ProteinIptm,
        ComplexPlddt = plddt.Complex,
        ComplexIplddt = plddt.Interface,
        ComplexPde = pde.Complex,
        ComplexIpde = pde.Interface,
        PairChainsIptm = tm.PairChains(),
    };

    private static (double Complex, double Interface) Plddts(ConfidenceHeads heads, FoldFeatures features, Tensor plddt, (Tensor Atoms, Tensor Tokens) structure)
    {
        // The reference takes padding atoms for ones of the first chain.
        Tensor OfAtoms(Tensor tokens) => tokens.index_select(1, features.AtomToToken[0].clamp(min: 0)) * (features.AtomToToken >= 0);
        Tensor OfEach(Tensor tokens) => heads.ByAtom ? OfAtoms(tokens) : tokens;
        var (exists, x) = heads.ByAtom ? (features.AtomPadMask, structure.Atoms) : (features.TokenPadMask, structure.Tokens);
        var (weights, isLigand) = (heads.Weights, OfEach(features.MolType) == NonPolymer);
        var atInterface = AtInterface(x, OfEach(features.AsymId));
        var weight = where(isLigand, weights.Ligand, where(atInterface, weights.Interface, weights.Other)).to(ScalarType.Float32);
        return (Mean(plddt, exists), Mean(plddt, exists * weight, weights.Epsilon));
    }

    // Which places [1, n, 3] of chains [1, n] are close to one of another chain: [1, n].
    private static Tensor AtInterface(Tensor x, Tensor chain) => Chunks.Along(Chunks.Of(x.shape[1]), x.shape[1], into: 1, (start, count) =>
        (Distance.Between(x.narrow(1, start, count), x) < Interface)
            .logical_and(chain.narrow(1, start, count).unsqueeze(2) != chain.unsqueeze(1))
            .any(-1));

    private static (double Complex, double Interface) Pdes(Mesh mesh, FoldFeatures features, Tensor pde, Tensor contacts, Tensor sameChain)
    {
        var weight = mesh.Pairs(features.TokenPadMask).BetweenTokens(mesh) * contacts;
        var acrossChains = weight.masked_fill(sameChain, 0);
        var sums = Mesh.Sum(mesh.World, stack([Sum(pde * weight), Sum(weight), Sum(pde * acrossChains), Sum(acrossChains)])).data<double>();
        return (Mean(sums[0], sums[1]), Mean(sums[2], sums[3], epsilon: 1e-5));
    }

    private static double Mean(Tensor x, Tensor weight, double epsilon = 0)
        => Mean(Sum(x * weight).item<double>(), Sum(weight).item<double>(), epsilon);

    private static double Mean(double sum, double weight, double epsilon = 0) => weight + epsilon > 0 ? sum / (weight + epsilon) : 0;

    private static Tensor Sum(Tensor x) => x.flatten().sum(dim: 0, type: ScalarType.Float64);
}
