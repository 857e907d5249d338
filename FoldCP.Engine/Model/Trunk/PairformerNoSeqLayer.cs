using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>A pairformer block without tokens.</summary>
public sealed class PairformerNoSeqLayer : Module<Tensor, PairMask, Tensor>
{
    private readonly PairTrack _pairs;
    private readonly TriangleMultiplication tri_mul_out;
    private readonly TriangleMultiplication tri_mul_in;
    private readonly TriangleAttention tri_att_start;
    private readonly TriangleAttention tri_att_end;
    private readonly Transition transition_z;
    private readonly LineDropout dropout;

    public PairformerNoSeqLayer(int tokenZ, int pairwiseHeadWidth, int pairwiseNumHeads, Mesh mesh, double dropout = 0)
        : base(nameof(PairformerNoSeqLayer))
    {
        tri_mul_out = new(tokenZ, Edges.Outgoing, mesh);
        tri_mul_in = new(tokenZ, Edges.Incoming, mesh);
        tri_att_start = new(tokenZ, pairwiseHeadWidth, pairwiseNumHeads, Node.Starting, mesh);
        tri_att_end = new(tokenZ, pairwiseHeadWidth, pairwiseNumHeads, Node.Ending, mesh);
        transition_z = new(tokenZ, 4 * tokenZ);
        this.dropout = new(dropout, mesh);
        _pairs = new(tri_mul_out, tri_mul_in, tri_att_start, tri_att_end, transition_z, this.dropout);
        RegisterComponents();
    }

    /// <param name="z">pairs [B, i, j, D]; changed in place where no gradients are recorded</param>
    /// <param name="mask">which pairs exist</param>
    /// <returns>pairs, updated</returns>
    public override Tensor forward(Tensor z, PairMask mask)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(_pairs.Update(z, mask));
    }
}
