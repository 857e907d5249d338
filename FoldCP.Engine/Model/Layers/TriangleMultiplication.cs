using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>Which edges of the triangle an update follows: those leaving i and j, or those entering them.</summary>
public enum Edges
{
    Outgoing,
    Incoming,
}

/// <summary>Updates every pair from the two other edges of the triangles it closes (AlphaFold 3, algorithms 12 and 13).</summary>
public sealed class TriangleMultiplication : Module<Tensor, PairMask, Tensor>
{
    private const int ChannelParts = 3;

    private readonly Edges _edges;
    private readonly Mesh _mesh;
    private readonly LayerNorm norm_in;
    private readonly LayerNorm norm_out;
    private readonly Linear p_in;
    private readonly Linear g_in;
    private readonly Linear p_out;
    private readonly Linear g_out;

    public TriangleMultiplication(int dim, Edges edges, Mesh mesh)
        : base(nameof(TriangleMultiplication))
    {
        (_edges, _mesh) = (edges, mesh);
        norm_in = nn.LayerNorm(dim);
        norm_out = nn.LayerNorm(dim);
        p_in = nn.Linear(dim, 2 * dim, hasBias: false);
        g_in = nn.Linear(dim, 2 * dim, hasBias: false);
        p_out = nn.Linear(dim, dim, hasBias: false);
        g_out = nn.Linear(dim, dim, hasBias: false);
        RegisterComponents();
    }

    /// <param name="z">pairs [B, i, j, C]</param>
    /// <param name="mask">which pairs exist</param>
    /// <returns>the update [B, i, j, C]</returns>
    public override Tensor forward(Tensor z, PairMask mask)
    {
        using var scope = NewDisposeScope();
        var rowsAtOnce = Chunks.Of(z.shape[2] * z.shape[3] * 2);
        var closed = Closed(z, mask, rowsAtOnce);
        return scope.MoveToOuter(Chunks.Along(rowsAtOnce, z.shape[1], into: 1, (start, count) =>
        {
            var y = p_out.call(norm_out.call(closed.narrow(2, start, count).permute(0, 2, 3, 1)));
            return y * g_out.call(norm_in.call(z.narrow(1, start, count))).sigmoid();
        }));
    }

    // The triangles' third edges [B, C, i, j]; the two others are gone when it returns. Of these, a third of the channels are there at a time, so that
    // they take no more than the update will, for which room must be anyway; the pairs are normed for each.
    private Tensor Closed(Tensor z, PairMask mask, long rowsAtOnce)
    {
        var channels = z.shape[3];
        return Chunks.Along(is_grad_enabled() ? channels : (channels + ChannelParts - 1) / ChannelParts, channels, into: 1, (first, some) =>
        {
            using var scope = NewDisposeScope();
            var (p, g) = (OfChannels(p_in, first, some), OfChannels(g_in, first, some));
            var edges = Chunks.Along(rowsAtOnce, z.shape[1], into: 2, (start, count) => EdgesOf(z.narrow(1, start, count), mask.Rows(start, count).Block, p, g));
            return scope.MoveToOuter(Closed(edges, z.dtype, mask.Tokens));
        });
    }

    // Of edges [B, 2C, i, j]
    private Tensor Closed(Tensor edges, ScalarType wide, long n)
    {
        var channels = edges.shape[1] / 2;
        return Chunks.Along(ChannelsAtOnce(edges, wide, n), channels, into: 1, (start, count) =>
            Closed(edges.narrow(1, start, count).to(wide), edges.narrow(1, channels + start, count).to(wide), n));
    }

    // [B, C, i, j] each
    private Tensor Closed(Tensor a, Tensor b, long n) => _edges is Edges.Outgoing
        ? _mesh.MatMulTransposed(a, b, of: n)                          // sum over k of a[i,k] b[j,k]
        : _mesh.TransposedMatMul(a, b, of: n);                         // sum over k of a[k,i] b[k,j]

    // Narrow edges are summed up as wide ones, of which only some are there at a time. All ranks must come to the same number.
    private long ChannelsAtOnce(Tensor edges, ScalarType wide, long n) => edges.dtype == wide || is_grad_enabled()
        ? edges.shape[1] / 2
        : Chunks.Of(2 * edges.shape[0] * _mesh.LargestBlock(n));

    // The weights of some channels of either edge [2c, C]. As the layer itself is not called, nor are its hooks: what it is given is cast below.
    private static Tensor OfChannels(Linear layer, long first, long some)
    {
        var of = layer.weight!;
        return some == of.shape[0] / 2 ? of.alias() : cat([of.narrow(0, first, some), of.narrow(0, (of.shape[0] / 2) + first, some)], dim: 0);
    }

    // [B, i, j, C] -> [B, 2c, i, j]; which of them exist takes no digits.
    private Tensor EdgesOf(Tensor z, Tensor mask, Tensor p, Tensor g)
    {
        var x = norm_in.call(z).to(p.dtype);
        var edges = functional.linear(x, p) * functional.linear(x, g).sigmoid();
        return (edges * mask.unsqueeze(-1).to(edges.dtype)).permute(0, 3, 1, 2);
    }
}
