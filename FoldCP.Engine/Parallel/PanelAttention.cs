using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>
/// Attention along the rows of a distributed matrix: the edge (i, j) attends to the edges (i, k), with a bias for (j, k).
/// Scores live for some rows of one panel of k, and are computed again on the way back.
/// </summary>
internal static class PanelAttention
{
    // Finite on purpose: a row without any edge yields finite numbers.
    private const double Never = -1e9;

    /// <param name="mesh">on which the blocks lie</param>
    /// <param name="heads">makes queries [B, H, i, j, D], keys [B, H, i, k, D] and values [B, H, i, k, D], which are given back as soon as may be</param>
    /// <param name="bias">[B, H, k, j]</param>
    /// <param name="mask">which edges (i, k) exist</param>
    /// <returns>[B, H, i, j, D]</returns>
    public static Tensor Of(Mesh mesh, Func<(Tensor Q, Tensor K, Tensor V)> heads, Tensor bias, PairMask mask)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(IsAlone(mesh) ? Fused(heads(), bias, mask) : OverPanels(mesh, heads, bias, mask));
    }

    /// <summary>
    /// How many rows to attend along at once, where one would like so many. Rows need nothing of one another; but on several
    /// ranks each call takes the biases round once more, and autograd keeps all of them anyway.
    /// </summary>
    public static long RowsAtOnce(Mesh mesh, long rows, long wanted) => IsAlone(mesh) ? wanted : Math.Max(1, rows);

    private static bool IsAlone(Mesh mesh) => !is_grad_enabled() && mesh.World.Size == 1;

    // Where all keys are at hand, libtorch's kernel never writes the scores down.
    private static Tensor Fused((Tensor Q, Tensor K, Tensor V) heads, Tensor bias, PairMask mask)
    {
        var d = heads.Q.shape[^1];
        var (q, k, v) = mask.IsFull ? (Scaled(heads.Q), heads.K, heads.V) : (Queries(heads.Q), Keys(heads.K, mask), Values(heads.V));
        var (queries, keys, values) = (ByRow(q), ByRow(k), ByRow(v));
        var columns = bias.transpose(-2, -1).contiguous();                                          // [B, H, j, k]
        var items = Enumerable.Range(0, (int)q.shape[0])
            .Select(b => NativeTensors.Attention(queries[b], keys[b], values[b], columns[b].unsqueeze(0), scale: 1));
        return stack([.. items]).permute(0, 2, 1, 3, 4).narrow(-1, 0, d);
    }

    private static Tensor OverPanels(Mesh mesh, Func<(Tensor Q, Tensor K, Tensor V)> heads, Tensor bias, PairMask mask)
    {
        var (query, keyAndValue) = Packed(heads, mask);
        var o = Adjoint.Of(t => Attend(mesh, t[0], t[1], t[2], mask.Tokens), (g, t) => Back(mesh, g, t, mask.Tokens), query, keyAndValue, bias);
        return o.narrow(-1, 0, query.shape[^1] - 1);
    }

    private static (Tensor Result, Tensor[] Kept) Attend(Mesh mesh, Tensor q, Tensor kv, Tensor bias, long n)
    {
        var slices = Slices(q, n);
        var softmaxes = slices.Select(_ => new OnlineSoftmax()).ToList();
        foreach (var (kvPanel, biasPanel, _) in mesh.Panels(kv, bias, n))
        {
            using var panel = NewDisposeScope();
            foreach (var (rows, softmax) in slices.Zip(softmaxes))
            {
                using var slice = NewDisposeScope();
                var (k, v) = Unpacked(kvPanel, rows);
                softmax.Add(Scores(Cut(q, rows), k, biasPanel), v);
            }
        }

        Tensor Whole(Func<OnlineSoftmax, Tensor> part) => cat([.. softmaxes.Select(part)], dim: 2);
        var o = Whole(softmax => softmax.Result());
        Tensor[] kept = [q, kv, bias, o, Whole(softmax => softmax.Total().Max), Whole(softmax => softmax.Total().Weight)];
        softmaxes.ForEach(softmax => softmax.Dispose());
        return (o, kept);
    }

    private static Tensor[] Back(Mesh mesh, Tensor g, Tensor[] kept, long n)
    {
        var (q, kv, bias, o, max, weight) = (kept[0], kept[1], kept[2], kept[3], kept[4], kept[5]);
        var (dq, dKv, dBias) = (zeros_like(q), zeros_like(kv), zeros_like(bias));
        var inner = (g * o).sum(-1, keepdim: true);
        var slices = Slices(q, n);
        foreach (var (kvPanel, biasPanel, panel) in mesh.Panels(kv, bias, n))
        {
            using var scope = NewDisposeScope();
            var (dKvPanel, dBiasPanel) = (zeros_like(kvPanel), zeros_like(biasPanel));
            foreach (var rows in slices)
            {
                using var slice = NewDisposeScope();
                var (k, v) = Unpacked(kvPanel, rows);
                var (ownQ, ownG) = (Cut(q, rows), Cut(g, rows));
                var p = (Scores(ownQ, k, biasPanel) - Cut(max, rows)).exp_().div_(Cut(weight, rows));        // [B, H, i, j, k]
                var dScores = p * (ownG.matmul(v.transpose(-2, -1)) - Cut(inner, rows));
                Cut(dq, rows).add_(dScores.matmul(k));
                var (dk, dv) = (dScores.transpose(-2, -1).matmul(ownQ), p.transpose(-2, -1).matmul(ownG));
                dKvPanel.narrow(-2, rows.Start, rows.Length).copy_(AsMatrix(cat([dk, dv], dim: -1)));
                dBiasPanel.add_(dScores.sum(dim: 2).transpose(-2, -1));
            }

            mesh.TakeBackLeft(dKv, dKvPanel, n, panel);
            mesh.TakeBackRight(dBias, dBiasPanel, n, panel);
        }

        return [dq, dKv, dBias];
    }

    // Rows whose scores, with a copy or two, make one slice even where a panel has all keys. No other rank sees them.
    private static List<Stretch> Slices(Tensor q, long n)
    {
        var (rows, atOnce) = (q.shape[2], Chunks.Of(q.shape[0] * q.shape[1] * q.shape[3] * n));
        var slices = new List<Stretch>();
        for (var start = 0L; start < rows; start += atOnce)
            slices.Add(new(start, Math.Min(rows, start + atOnce)));
        return slices;
    }

    private static Tensor Cut(Tensor x, Stretch rows) => x.narrow(2, rows.Start, rows.Length);

    // [B, H, i, j, D] -> [B, i, H, j, D]
    private static Tensor ByRow(Tensor x) => x.permute(0, 2, 1, 3, 4);

    // The last channel is added by itself: summed up with the others, -1e9 would take digits from rows that are all masked.
    private static Tensor Scores(Tensor q, Tensor k, Tensor bias)
    {
        var d = q.shape[^1] - 1;
        var ignored = k.narrow(-1, d, 1).transpose(-2, -1);                                         // [B, H, i, 1, k]
        return q.narrow(-1, 0, d).matmul(k.narrow(-1, 0, d).transpose(-2, -1)).add_(bias.transpose(-2, -1).unsqueeze(2)).add_(ignored);
    }

    // The mask is one more channel of the keys, which every query reads with weight 1: so it travels with them.
    private static (Tensor Query, Tensor KeyAndValue) Packed(Func<(Tensor Q, Tensor K, Tensor V)> heads, PairMask mask)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = heads();
        return scope.MoveToOuter(Queries(q), AsMatrix(cat([Keys(k, mask), Values(v)], dim: -1)));
    }

    private static Tensor Scaled(Tensor q) => q / Math.Sqrt(q.shape[^1]);

    private static Tensor Queries(Tensor q) => Marked(Scaled(q), like => ones_like(like));

    private static Tensor Keys(Tensor k, PairMask mask)
    {
        var ignored = ((1 - mask.Block) * Never).to(k.dtype).unsqueeze(1).unsqueeze(-1);            // [B, 1, i, k, 1]
        return Marked(k, like => ignored.expand_as(like));
    }

    private static Tensor Values(Tensor v) => Marked(v, like => zeros_like(like));

    private static Tensor Marked(Tensor x, Func<Tensor, Tensor> mark) => cat([x, mark(x.narrow(-1, 0, 1))], dim: -1);

    // [B, H, i, k, D] -> [B, H, D, i, k]: a panel is cut from the last two dimensions.
    private static Tensor AsMatrix(Tensor x) => x.permute(0, 1, 4, 2, 3);

    private static (Tensor K, Tensor V) Unpacked(Tensor panel, Stretch rows)
    {
        var parts = panel.narrow(-2, rows.Start, rows.Length).permute(0, 1, 3, 4, 2).chunk(2, dim: -1);
        return (parts[0], parts[1]);
    }
}
