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
        Tensor? sum = null;                                                                          // [B, i, j, D]
        for (var c = 0L; c < hidden; c += _channelsAtOnce)
        {
            using var inner = NewDisposeScope();
            var channels = Math.Min(_channelsAtOnce, hidden - c);
            var outer = _mesh.MatMul(a.narrow(1, c, channels), b, new(n, s, n));                     // [B, c, C, i, j]
            sum = inner.MoveToOuter(Added(sum, outer, proj_o.weight!.narrow(1, c * hidden, channels * hidden)));
        }

        return scope.MoveToOuter(Chunks.Along(Chunks.Of(sum!.shape[2] * sum.shape[3]), sum.shape[1], into: 1, (start, rows) =>
            (sum.narrow(1, start, rows) / count.narrow(1, start, rows).unsqueeze(-1)).add_(proj_o.bias!)));
    }

    // What these channels tell, added to what others told. Only some rows of them are ever there in the order of pairs.
    private static Tensor Added(Tensor? sum, Tensor outer, Tensor weight)
    {
        var rowsAtOnce = Chunks.Of(outer.shape[1] * outer.shape[2] * outer.shape[4]);
        Tensor Term(long start, long rows) => functional.linear(outer.narrow(3, start, rows).permute(0, 3, 4, 1, 2).flatten(3), weight);
        if (sum is null || is_grad_enabled())
            return Chunks.Along(rowsAtOnce, outer.shape[3], into: 1, Term).AddedTo(sum);
        for (var start = 0L; start < outer.shape[3]; start += rowsAtOnce)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(rowsAtOnce, outer.shape[3] - start);
            sum.narrow(1, start, rows).add_(Term(start, rows));
        }

        return sum;
    }
}
