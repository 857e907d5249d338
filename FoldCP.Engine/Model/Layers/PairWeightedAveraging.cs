using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>Each alignment row is averaged over tokens with weights read off the pairs (AlphaFold 3, algorithm 10).</summary>
public sealed class PairWeightedAveraging : Module<Tensor, Tensor, PairMask, long, Tensor>
{
    private const double Never = -1e6;

    private readonly int _heads;
    private readonly Mesh _mesh;
    private readonly LayerNorm norm_m;
    private readonly LayerNorm norm_z;
    private readonly Linear proj_m;
    private readonly Linear proj_g;
    private readonly Linear proj_z;
    private readonly Linear proj_o;

    public PairWeightedAveraging(int msaDim, int pairDim, int headDim, int heads, Mesh mesh)
        : base(nameof(PairWeightedAveraging))
    {
        (_heads, _mesh) = (heads, mesh);
        norm_m = nn.LayerNorm(msaDim);
        norm_z = nn.LayerNorm(pairDim);
        proj_m = nn.Linear(msaDim, headDim * heads, hasBias: false);
        proj_g = nn.Linear(msaDim, headDim * heads, hasBias: false);
        proj_z = nn.Linear(pairDim, heads, hasBias: false);
        proj_o = nn.Linear(headDim * heads, msaDim, hasBias: false);
        RegisterComponents();
    }

    /// <param name="m">the alignment, tokens first [B, i, s, C]</param>
    /// <param name="z">pairs [B, i, j, D]</param>
    /// <param name="mask">which pairs exist</param>
    /// <param name="sequences">how many there are</param>
    /// <returns>the update [B, i, s, C]</returns>
    public override Tensor forward(Tensor m, Tensor z, PairMask mask, long sequences)
    {
        using var scope = NewDisposeScope();
        var weights = Weights(z, mask);
        var width = proj_m.weight!.shape[0];
        var slices = ColumnSlices.Of(_mesh, sequences, width * _mesh.LongestRows(mask.Tokens), atLeast: z.shape[3] * _mesh.LargestBlock(mask.Tokens));
        return scope.MoveToOuter(Chunks.Along(dim: 2, slices, m, some => Averaged(weights, some, new(mask.Tokens, mask.Tokens, sequences))));
    }

    // [B, H, i, j]
    private Tensor Weights(Tensor z, PairMask mask)
    {
        using var scope = NewDisposeScope();
        var scores = Chunks.Along(dim: 1, Chunks.Of(z.shape[2] * z.shape[3]), z, rows => proj_z.call(norm_z.call(rows)).Wide());
        return scope.MoveToOuter(_mesh.SoftmaxAlongRow(scores.permute(0, 3, 1, 2) + ((1 - mask.Block).unsqueeze(1) * Never)));
    }

    // Sequences need nothing of one another: [B, i, s, C]
    private Tensor Averaged(Tensor weights, Tensor m, Lengths of)
    {
        var x = norm_m.call(m);
        var v = proj_m.call(x).SplitHeads(_heads).permute(0, 3, 4, 1, 2);                            // [B, H, D, j, s]
        var o = _mesh.MatMul(weights.to(v.dtype).unsqueeze(2), v, of).permute(0, 3, 4, 1, 2).flatten(3);     // [B, i, s, H*D]
        return proj_o.call(o * proj_g.call(x).sigmoid());
    }
}
