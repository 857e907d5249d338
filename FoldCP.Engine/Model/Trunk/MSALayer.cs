using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>One round in which the alignment and the pairs inform each other (AlphaFold 3, algorithm 8, in Boltz-2's order).</summary>
public sealed class MSALayer : Module<(Tensor Z, Tensor M), PairMask, (Tensor Letters, long Sequences), (Tensor Z, Tensor M)>
{
    /// <summary>The width of a head, and of what the outer product mean multiplies.</summary>
    internal const int Hidden = 32;

    private const int Heads = 8;

    private readonly PairWeightedAveraging pair_weighted_averaging;
    private readonly Transition msa_transition;
    private readonly LineDropout msa_dropout;
    private readonly OuterProductMean outer_product_mean;
    private readonly Inlined<PairformerNoSeqLayer> _pairs;
    private readonly PairformerNoSeqLayer? pairformer_layer;

    public MSALayer(int tokenZ, MsaArgs args, Mesh mesh)
        : base(nameof(MSALayer))
    {
        var msaS = args.MsaS;
        pair_weighted_averaging = new(msaS, tokenZ, Hidden, Heads, mesh);
        msa_transition = new(msaS, 4 * msaS);
        msa_dropout = new(args.MsaDropout, mesh);
        outer_product_mean = new(msaS, Hidden, tokenZ, mesh);
        var pairs = new PairformerNoSeqLayer(tokenZ, args.PairwiseHeadWidth, args.PairwiseNumHeads, mesh, args.ZDropout);
        if (args.InlinePairStack)
            _pairs = this.Inline(pairs, name => name == "transition_z" ? "z_transition" : name);
        else
            _pairs = new(pairformer_layer = pairs);
        RegisterComponents();
    }

    /// <param name="zm">pairs [B, i, j, D] and the alignment, tokens first [B, i, s, C]; both are changed in place where no gradients are recorded</param>
    /// <param name="pairMask">which pairs exist</param>
    /// <param name="mask">which letters exist [B, i, s], and how many sequences there are</param>
    /// <returns>both, updated</returns>
    public override (Tensor Z, Tensor M) forward((Tensor Z, Tensor M) zm, PairMask pairMask, (Tensor Letters, long Sequences) mask)
    {
        using var scope = NewDisposeScope();
        var m = zm.M.alias().Plus(msa_dropout.OfColumns(pair_weighted_averaging.call(zm.M, zm.Z, pairMask, mask.Sequences), mask.Sequences));
        m = m.Plus(msa_transition.call(m));
        var z = zm.Z.alias().Plus(outer_product_mean.call(m, mask.Letters, (pairMask.Tokens, mask.Sequences)));
        return scope.MoveToOuter(_pairs.Module.call(z, pairMask), m);
    }
}
