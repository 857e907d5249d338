using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>One round in which pairs learn from triangles and tokens learn from pairs (AlphaFold 3, algorithm 17).</summary>
public sealed class PairformerLayer : Module<(Tensor S, Tensor Z), IAttentionPlan, PairMask, (Tensor S, Tensor Z)>
{
    private readonly PairTrack _pairs;
    private readonly TriangleMultiplication tri_mul_out;
    private readonly TriangleMultiplication tri_mul_in;
    private readonly TriangleAttention tri_att_start;
    private readonly TriangleAttention tri_att_end;
    private readonly Transition transition_z;
    private readonly LineDropout dropout;
    private readonly LayerNorm? pre_norm_s;
    private readonly AttentionPairBias attention;
    private readonly Transition transition_s;
    private readonly LayerNorm? s_post_norm;

    public PairformerLayer(int tokenS, int tokenZ, PairformerArgs args, Mesh mesh)
        : base(nameof(PairformerLayer))
    {
        tri_mul_out = new(tokenZ, Edges.Outgoing, mesh);
        tri_mul_in = new(tokenZ, Edges.Incoming, mesh);
        tri_att_start = new(tokenZ, args.PairwiseHeadWidth, args.PairwiseNumHeads, Node.Starting, mesh);
        tri_att_end = new(tokenZ, args.PairwiseHeadWidth, args.PairwiseNumHeads, Node.Ending, mesh);
        transition_z = new(tokenZ, 4 * tokenZ);
        dropout = new(args.Dropout, mesh);
        pre_norm_s = args.NormInAttention ? null : nn.LayerNorm(tokenS);
        attention = new(tokenS, args.NumHeads, tokenZ, normed: args.NormInAttention);
        transition_s = new(tokenS, 4 * tokenS);
        s_post_norm = args.PostLayerNorm ? nn.LayerNorm(tokenS) : null;
        _pairs = new(tri_mul_out, tri_mul_in, tri_att_start, tri_att_end, transition_z, dropout);
        RegisterComponents();
    }

    /// <param name="sz">this rank's share of tokens [B, n, C], and pairs [B, i, j, D]; pairs are changed in place where no gradients are recorded</param>
    /// <param name="plan">how tokens attend to one another</param>
    /// <param name="pairMask">which pairs exist</param>
    /// <returns>tokens and pairs, updated</returns>
    public override (Tensor S, Tensor Z) forward((Tensor S, Tensor Z) sz, IAttentionPlan plan, PairMask pairMask)
    {
        using var scope = NewDisposeScope();
        var z = _pairs.Update(sz.Z, pairMask);
        var normed = pre_norm_s?.call(sz.S) ?? sz.S;
        var s = sz.S + attention.call(normed, normed, attention.BiasFrom(z), plan);
        s += transition_s.call(s);
        return scope.MoveToOuter(s_post_norm?.call(s) ?? s, z);
    }
}
