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
        var (a, b) = Factors(m, mask, size);
        var count = _mesh.MatMulTransposed(mask, mask, new(n, s, n)).clamp(min: 1);     // [B, i, j]

        using var sum = new PairSum(proj_o.weight!);
        var hidden = a.shape[1];
        for (var c = 0L; c < hidden; c += _channelsAtOnce)
        {
            using var inner = NewDisposeScope();
            var channels = Math.Min(_channelsAtOnce, hidden - c);
            sum.Add(_mesh.MatMul(a.narrow(1, c, channels), b, new(n, s, n)), c * hidden);            // [B, c, C, i, j]
        }

        var pairs = is_grad_enabled() ? sum.Pairs! / count.unsqueeze(-1) : sum.Pairs!.div_(count.unsqueeze(-1));
        return scope.MoveToOuter(pairs.add_(proj_o.bias!));
    }

    // Of letters that exist, [B, C, 1, i, s] and [B, 1, C, s, j]. When it returns, nothing else is left of the alignment's size.
    private (Tensor A, Tensor B) Factors(Tensor m, Tensor mask, (long Tokens, long Sequences) size)
    {
        using var scope = NewDisposeScope();
        var x = NormedEdges.Of(m, norm.call, isKept: is_grad_enabled());
        Tensor Projected(Linear proj) => Chunks.Along(Chunks.Of(m.shape[2] * m.shape[3]), m.shape[1], into: 1, (start, count) => proj.call(x.Rows(new(start, start + count))))
            .mul_(mask.unsqueeze(-1)).permute(0, 3, 1, 2);
        var a = Projected(proj_a).unsqueeze(2);
        var b = _mesh.Transpose(Projected(proj_b), size.Tokens, size.Sequences).unsqueeze(1);
        return scope.MoveToOuter(a, b);
    }

    // What some channels of outer products tell of pairs, added up. Only some rows of them are ever there in the order of pairs,
    // and all at the same place.
    private sealed class PairSum(Tensor weight) : IDisposable
    {
        private Tensor? _rows;

        /// <summary>[B, i, j, D]</summary>
        public Tensor? Pairs { get; private set; }

        /// <param name="outer">[B, c, C, i, j]</param>
        /// <param name="first">where these channels are in the weight</param>
        public void Add(Tensor outer, long first)
        {
            var shape = outer.shape;
            var (channels, rowsAtOnce) = (shape[1] * shape[2], Math.Min(shape[3], Chunks.Of(shape[1] * shape[2] * shape[4])));
            var part = weight.narrow(1, first, channels);
            if (is_grad_enabled())
            {
                Pairs = functional.linear(outer.permute(0, 3, 4, 1, 2).flatten(3), part).AddedTo(Pairs).MoveToOuterDisposeScope();
                return;
            }

            var isFirst = Pairs is null;
            Pairs ??= outer.new_empty(shape[0], shape[3], shape[4], weight.shape[0]).MoveToOuterDisposeScope();
            if (_rows is null || _rows.shape[^1] != channels)
                _rows = outer.new_empty(shape[0], rowsAtOnce, shape[4], channels).MoveToOuterDisposeScope();
            for (var start = 0L; start < shape[3]; start += rowsAtOnce)
            {
                using var scope = NewDisposeScope();
                var count = Math.Min(rowsAtOnce, shape[3] - start);
                var rows = _rows.narrow(1, 0, count);
                rows.unflatten(3, shape[1], shape[2]).copy_(outer.narrow(3, start, count).permute(0, 3, 4, 1, 2));
                for (var item = 0L; item < shape[0]; item++)
                    Pairs[item].narrow(0, start, count).flatten(0, 1).addmm_(rows[item].flatten(0, 1), part.t(), beta: isFirst ? 0 : 1);
            }
        }

        public void Dispose() => _rows?.Dispose();
    }
}
