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

    // The triangles' third edges [B, C, i, j]; the two others are gone when it returns.
    private Tensor Closed(Tensor z, PairMask mask, long rowsAtOnce)
    {
        using var scope = NewDisposeScope();
        var n = mask.Tokens;
        var edges = Chunks.Along(rowsAtOnce, z.shape[1], into: 2, (start, count) => EdgesOf(z.narrow(1, start, count), mask.Rows(start, count).Block));
        var channels = z.shape[3];
        return scope.MoveToOuter(Chunks.Along(ChannelsAtOnce(edges, z.dtype, n), channels, into: 1, (start, count) =>
            Closed(edges.narrow(1, start, count).to(z.dtype), edges.narrow(1, channels + start, count).to(z.dtype), n)));
    }

    // [B, C, i, j] each
    private Tensor Closed(Tensor a, Tensor b, long n) => _edges is Edges.Outgoing
        ? _mesh.MatMulTransposed(a, b, of: n)                          // sum over k of a[i,k] b[j,k]
        : _mesh.TransposedMatMul(a, b, of: n);                         // sum over k of a[k,i] b[k,j]

    // Narrow edges are summed up as wide ones, of which only some are there at a time. All ranks must come to the same number.
    private long ChannelsAtOnce(Tensor edges, ScalarType wide, long n) => edges.dtype == wide || is_grad_enabled()
        ? edges.shape[1] / 2
        : Chunks.Of(2 * edges.shape[0] * _mesh.LargestBlock(n));

    // [B, i, j, C] -> [B, 2C, i, j]; which of them exist takes no digits.
    private Tensor EdgesOf(Tensor z, Tensor mask)
    {
        var x = norm_in.call(z);
        var edges = p_in.call(x) * g_in.call(x).sigmoid();
        return (edges * mask.unsqueeze(-1).to(edges.dtype)).permute(0, 3, 1, 2);
    }
}
