using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>Tells each pair how its two columns of the alignment vary together (AlphaFold 3, algorithm 9).</summary>
public sealed class OuterProductMean : Module<Tensor, Tensor, (long Tokens, long Sequences), Tensor>
{
    private readonly Mesh _mesh;
    private readonly int _channelsAtOnce;
    private readonly LayerNorm norm;
    private readonly Linear proj_a;
    private readonly Linear proj_b;
    private readonly Linear proj_o;

    public OuterProductMean(int msaDim, int hidden, int pairDim, Mesh mesh)
        : base(nameof(OuterProductMean))
    {
        (_mesh, _channelsAtOnce) = (mesh, WidthAtOnce(hidden, pairDim) / hidden);
        norm = nn.LayerNorm(msaDim);
        proj_a = nn.Linear(msaDim, hidden, hasBias: false);
        proj_b = nn.Linear(msaDim, hidden, hasBias: false);
        proj_o = nn.Linear(hidden * hidden, pairDim);
        RegisterComponents();
    }

    /// <summary>
    /// How many channels of outer products there are at once. One of a beside every one of b makes as many as b has: so many
    /// of them as make a tensor as wide as the pairs, but one at least.
    /// </summary>
    internal static int WidthAtOnce(int hidden, int pairDim) => Math.Max(1, pairDim / hidden) * hidden;

    /// <param name="m">the alignment, tokens first [B, i, s, C]</param>
    /// <param name="mask">which letters exist [B, i, s]</param>
    /// <param name="size">how many tokens and sequences there are</param>
    /// <returns>pairs [B, i, j, D]</returns>
    public override Tensor forward(Tensor m, Tensor mask, (long Tokens, long Sequences) size)
    {
        using var scope = NewDisposeScope();
        var (n, s) = size;
        var x = norm.call(m);
        var a = (proj_a.call(x) * mask.unsqueeze(-1)).permute(0, 3, 1, 2).unsqueeze(2);              // [B, C, 1, i, s]
        var b = _mesh.Transpose((proj_b.call(x) * mask.unsqueeze(-1)).permute(0, 3, 1, 2), n, s).unsqueeze(1);       // [B, 1, C, s, j]
        var count = _mesh.MatMulTransposed(mask, mask, new(n, s, n)).clamp(min: 1);     // [B, i, j]

        var hidden = a.shape[1];
        Tensor? sum = null;                                                                          // [B, i, D, j]
        for (var c = 0L; c < hidden; c += _channelsAtOnce)
        {
            using var inner = NewDisposeScope();
            var channels = Math.Min(_channelsAtOnce, hidden - c);
            var outer = _mesh.MatMul(a.narrow(1, c, channels), b, new(n, s, n)).permute(0, 3, 1, 2, 4).flatten(2, 3);   // [B, i, C*C, j]
            var term = proj_o.weight!.narrow(1, c * hidden, channels * hidden).matmul(outer);
            sum = inner.MoveToOuter(term.AddedTo(sum));
        }

        return scope.MoveToOuter(Chunks.Along(Chunks.Of(sum!.shape[2] * sum.shape[3]), sum.shape[1], into: 1, (start, rows) =>
            (sum.narrow(1, start, rows) / count.narrow(1, start, rows).unsqueeze(2)).transpose(2, 3) + proj_o.bias!));
    }
}
