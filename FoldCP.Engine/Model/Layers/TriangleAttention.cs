using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>The node whose edges attend to one another.</summary>
public enum Node
{
    Starting,
    Ending,
}

/// <summary>Every edge attends to the edges that share its starting (or ending) node (AlphaFold 3, algorithms 14 and 15).</summary>
public sealed class TriangleAttention : Module<Tensor, PairMask, Tensor>
{
    private readonly Node _node;
    private readonly int _heads;
    private readonly Mesh _mesh;
    private readonly LayerNorm layer_norm;
    private readonly Linear linear;
    private readonly GatedAttention mha;

    public TriangleAttention(int dim, int headDim, int heads, Node node, Mesh mesh)
        : base(nameof(TriangleAttention))
    {
        (_node, _heads, _mesh) = (node, heads, node is Node.Starting ? mesh : mesh.Flipped);
        layer_norm = nn.LayerNorm(dim);
        linear = nn.Linear(dim, heads, hasBias: false);
        mha = new GatedAttention(dim, headDim * heads);
        RegisterComponents();
    }

    /// <param name="z">pairs [B, i, j, C]</param>
    /// <param name="mask">which pairs exist</param>
    /// <returns>the update [B, i, j, C]</returns>
    public override Tensor forward(Tensor z, PairMask mask)
    {
        using var scope = NewDisposeScope();
        var update = _node is Node.Starting
            ? AttendWhereBest(z, mask)
            : AttendWhereBest(z.transpose(1, 2), mask.Transposed).transpose(1, 2);
        return scope.MoveToOuter(update);
    }

    private Tensor AttendWhereBest(Tensor z, PairMask mask)
    {
        var best = _mesh.BestAlongRows;
        using var update = AttendOn(best, z, mask);
        return best.MovePairs(update, _mesh, mask.Tokens);
    }

    // What it has moved and attended with is gone when its update moves back.
    private Tensor AttendOn(Mesh best, Tensor z, PairMask mask)
    {
        using var scope = NewDisposeScope();
        var pairs = mask with { Block = _mesh.MovePairs(mask.Block.unsqueeze(-1), best, mask.Tokens).squeeze(-1) };
        return scope.MoveToOuter(AttendAlongRows(best, _mesh.MovePairs(z, best, mask.Tokens), pairs));
    }

    private Tensor AttendAlongRows(Mesh mesh, Tensor z, PairMask mask)
    {
        var rowsAtOnce = Chunks.Of(z.shape[2] * (z.shape[3] + mha.Width));
        var biases = Chunks.Along(dim: 1, rowsAtOnce, z, rows => linear.call(layer_norm.call(rows)).permute(0, 3, 1, 2), into: 2);
        var bias = mesh.Transpose(biases, mask.Tokens, mask.Tokens);                                // [B, H, k, j]
        return Chunks.Along(PanelAttention.RowSlices(mesh, z, mask.Tokens, rowsAtOnce), z.shape[1], into: 1, (start, count) =>
            Attended(mesh, z.narrow(1, start, count), bias, mask.Rows(start, count), rowsAtOnce));
    }

    private Tensor Attended(Mesh mesh, Tensor z, Tensor bias, PairMask mask, long rowsAtOnce)
    {
        var x = PanelAttention.Behind(mesh, z, layer_norm.call);
        var o = PanelAttention.Of(mesh, x, new(mha.linear_q, mha.linear_k, mha.linear_v, _heads), bias, mask);
        return Chunks.Along(rowsAtOnce, z.shape[1], into: 1, (start, count) =>
        {
            var rows = o.narrow(2, start, count).permute(0, 2, 3, 1, 4).flatten(3);                  // [B, i, j, H*D]
            return mha.linear_o.call(rows * mha.linear_g.call(x.Rows(new(start, start + count))).sigmoid());
        });
    }

    private sealed class GatedAttention : Module
    {
        public readonly Linear linear_q;
        public readonly Linear linear_k;
        public readonly Linear linear_v;
        public readonly Linear linear_o;
        public readonly Linear linear_g;

        public int Width { get; }

        public GatedAttention(int dim, int inner)
            : base(nameof(GatedAttention))
        {
            Width = inner;
            linear_q = nn.Linear(dim, inner, hasBias: false);
            linear_k = nn.Linear(dim, inner, hasBias: false);
            linear_v = nn.Linear(dim, inner, hasBias: false);
            linear_o = nn.Linear(inner, dim, hasBias: false);
            linear_g = nn.Linear(dim, inner, hasBias: false);
            RegisterComponents();
        }
    }
}
