using FoldCP.Contract.Planning;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>
/// Attention along the rows of a distributed matrix: the edge (i, j) attends to the edges (i, k), with a bias for (j, k).
/// The edges themselves travel, in panels of k, and every rank makes its own keys and values of them: half of what these would
/// be. Where gradients are recorded, scores live for some rows of one panel and are computed again on the way back; else never.
/// </summary>
internal static class PanelAttention
{
    // Finite on purpose: a row without any edge yields finite numbers.
    private const double Never = -1e9;

    /// <param name="mesh">on which the blocks lie</param>
    /// <param name="x">edges [B, i, j, C], from <see cref="Behind"/></param>
    /// <param name="heads">what makes queries, keys and values of them</param>
    /// <param name="bias">[B, H, k, j]</param>
    /// <param name="mask">which edges (i, k) exist</param>
    /// <returns>[B, H, i, j, D]</returns>
    public static Tensor Of(Mesh mesh, NormedEdges x, HeadProjections heads, Tensor bias, PairMask mask)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(is_grad_enabled() ? OverPanels(mesh, x.All, heads, bias, mask) : FusedAttention.OverPanels(mesh, x, heads, bias, mask));
    }

    /// <summary>Edges behind a norm, as <see cref="Of"/> takes them. Where autograd keeps them, or one rank attends along some rows at a time, they are normed once.</summary>
    public static NormedEdges Behind(Mesh mesh, Tensor z, Func<Tensor, Tensor> norm) => NormedEdges.Of(z, norm, isKept: is_grad_enabled() || mesh.World.Size == 1);

    /// <summary>
    /// The rows to attend along at a time, first and how many. They need nothing of one another, and queries and answers are there of these alone; but on several ranks
    /// each slice takes the biases round once more, of which there is one to 32 channels of edges, and autograd keeps all rows anyway. All ranks have as many slices.
    /// </summary>
    /// <param name="mesh">on which the blocks lie</param>
    /// <param name="z">edges [B, i, j, C]</param>
    /// <param name="n">how many rows all ranks have</param>
    /// <param name="wanted">how many rows one rank would have at a time</param>
    public static IReadOnlyList<(long Start, long Count)> RowSlices(Mesh mesh, Tensor z, long n, long wanted)
    {
        var own = new Stretch(0, z.shape[1]);
        var slices = is_grad_enabled() ? [own]
            : mesh.World.Size == 1 ? own.InPieces(wanted)
            : Pieces(own.Length, Math.Min(AttentionSlices.Of(mesh.LargestBlock(n), z.shape[3], Chunks.Of(1)), (int)Math.Max(1, n / mesh.Rows)));
        return [.. slices.Select(rows => (rows.Start, rows.Length))];
    }

    private static IEnumerable<Stretch> Pieces(long length, int count) => Enumerable.Range(0, count).Select(piece => new Parts(length, count)[piece]);

    private static Tensor OverPanels(Mesh mesh, Tensor x, HeadProjections heads, Tensor bias, PairMask mask)
    {
        // Which edges exist travels as one more channel.
        var exist = mask.Block.to(x.dtype).unsqueeze(-1).expand([.. x.shape[..^1], 1]);
        var edges = cat([x, exist], dim: -1).permute(0, 3, 1, 2);                                   // [B, C + 1, i, j]
        return Adjoint.Of(
            t => Attend(mesh, t[0], new(t[1], heads.Count), t[2], mask.Tokens),
            (g, t) => Back(mesh, g, t, heads.Count, mask.Tokens),
            edges,
            heads.Weights(),
            bias);
    }

    private static (Tensor Result, Tensor[] Kept) Attend(Mesh mesh, Tensor edges, Projection w, Tensor bias, long n)
    {
        var slices = Slices(edges, w.Heads, n);
        var softmaxes = slices.Select(_ => new OnlineSoftmax()).ToList();
        foreach (var (edgePanel, biasPanel, _) in mesh.Panels(edges, bias, n))
        {
            using var panel = NewDisposeScope();
            foreach (var (rows, softmax) in slices.Zip(softmaxes))
            {
                using var slice = NewDisposeScope();
                var others = new Edges(edgePanel, rows);
                softmax.Add(Scores(w.Queries(new Edges(edges, rows).X), w.Keys(others.X), biasPanel, others.Exist), w.Values(others.X));
            }
        }

        Tensor Whole(Func<OnlineSoftmax, Tensor> part) => cat([.. softmaxes.Select(part)], dim: 2);
        var o = Whole(softmax => softmax.Result());
        Tensor[] kept = [edges, w.Weights, bias, o, Whole(softmax => softmax.Total().Max), Whole(softmax => softmax.Total().Weight)];
        softmaxes.ForEach(softmax => softmax.Dispose());
        return (o, kept);
    }

    private static Tensor[] Back(Mesh mesh, Tensor g, Tensor[] kept, int heads, long n)
    {
        var (edges, w, bias, o, max, weight) = (kept[0], new Projection(kept[1], heads), kept[2], kept[3], kept[4], kept[5]);
        var (dEdges, dW, dBias) = (zeros_like(edges), zeros_like(w.Weights), zeros_like(bias));
        var inner = (g * o).sum(-1, keepdim: true);
        var slices = Slices(edges, heads, n);
        foreach (var (edgePanel, biasPanel, panel) in mesh.Panels(edges, bias, n))
        {
            using var scope = NewDisposeScope();
            var (dEdgePanel, dBiasPanel) = (zeros_like(edgePanel), zeros_like(biasPanel));
            foreach (var rows in slices)
            {
                using var slice = NewDisposeScope();
                var (own, others) = (new Edges(edges, rows), new Edges(edgePanel, rows));
                var (q, k, v, ownG) = (w.Queries(own.X), w.Keys(others.X), w.Values(others.X), Cut(g, rows));
                var p = (Scores(q, k, biasPanel, others.Exist) - Cut(max, rows)).exp_().div_(Cut(weight, rows));          // [B, H, i, j, k]
                var dScores = p * (ownG.matmul(v.transpose(-2, -1)) - Cut(inner, rows));
                new Edges(dEdges, rows).Add(w.BackQueries(dScores.matmul(k), own.X, dW));
                var (dK, dV) = (dScores.transpose(-2, -1).matmul(q), p.transpose(-2, -1).matmul(ownG));
                new Edges(dEdgePanel, rows).Add(w.BackKeys(dK, others.X, dW) + w.BackValues(dV, others.X, dW));
                dBiasPanel.add_(dScores.sum(dim: 2).transpose(-2, -1));
            }

            mesh.TakeBackLeft(dEdges, dEdgePanel, n, panel);
            mesh.TakeBackRight(dBias, dBiasPanel, n, panel);
        }

        return [dEdges, dW, dBias];
    }

    // Rows whose scores, with a copy or two, make one slice even where a panel has all keys. No other rank sees them.
    private static List<Stretch> Slices(Tensor edges, int heads, long n)
        => [.. new Stretch(0, edges.shape[2]).InPieces(Chunks.Of(edges.shape[0] * heads * edges.shape[3] * n))];

    private static Tensor Cut(Tensor x, Stretch rows) => x.narrow(2, rows.Start, rows.Length);

    // What is ignored is added by itself: summed up with the others, -1e9 would take digits from rows that are all masked.
    private static Tensor Scores(Tensor q, Tensor k, Tensor bias, Tensor exist)
        => q.matmul(k.transpose(-2, -1)).add_(bias.transpose(-2, -1).unsqueeze(2)).add_(Ignored(exist).transpose(-2, -1));

    // [B, i, k] -> [B, 1, i, k, 1]
    private static Tensor Ignored(Tensor exist) => ((1 - exist) * Never).unsqueeze(1).unsqueeze(-1);

    /// <summary>Some rows of edges [B, C + 1, i, j] whose last channel says which exist.</summary>
    private readonly struct Edges(Tensor edges, Stretch rows)
    {
        private readonly Tensor _rows = Cut(edges, rows).permute(0, 2, 3, 1);

        /// <summary>[B, i, j, C]</summary>
        public Tensor X => _rows.narrow(-1, 0, _rows.shape[^1] - 1);

        /// <summary>[B, i, j]</summary>
        public Tensor Exist => _rows.select(-1, _rows.shape[^1] - 1);

        public void Add(Tensor dx) => X.add_(dx);
    }
}
