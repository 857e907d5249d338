using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>
/// Attention along the rows of a distributed matrix: the edge (i, j) attends to the edges (i, k), with a bias for (j, k).
/// Scores live for one panel of k, and are computed again on the way back.
/// </summary>
internal static class PanelAttention
{
    // Finite on purpose: a row without any edge yields finite numbers.
    private const double Never = -1e9;

    /// <param name="mesh">on which the blocks lie</param>
    /// <param name="q">queries [B, H, i, j, D]</param>
    /// <param name="k">keys [B, H, i, k, D]</param>
    /// <param name="v">values [B, H, i, k, D]</param>
    /// <param name="bias">[B, H, k, j]</param>
    /// <param name="mask">which edges (i, k) exist</param>
    /// <returns>[B, H, i, j, D]</returns>
    public static Tensor Of(Mesh mesh, Tensor q, Tensor k, Tensor v, Tensor bias, PairMask mask)
    {
        using var scope = NewDisposeScope();
        var (query, keyAndValue) = (Marked(q / Math.Sqrt(q.shape[^1]), like => ones_like(like)), Packed(k, v, mask));
        var o = is_grad_enabled() || mesh.Cols > 1 || mesh.Rows > 1
            ? Adjoint.Of(t => Attend(mesh, t[0], t[1], t[2], mask.Tokens), (g, t) => Back(mesh, g, t, mask.Tokens), query, keyAndValue, bias)
            : Fused(query, keyAndValue, bias);
        return o.narrow(-1, 0, q.shape[^1]).MoveToOuterDisposeScope();
    }

    private static (Tensor Result, Tensor[] Kept) Attend(Mesh mesh, Tensor q, Tensor kv, Tensor bias, long n)
    {
        var softmax = new OnlineSoftmax();
        foreach (var (kvPanel, biasPanel, _) in mesh.Panels(kv, bias, n))
        {
            var (k, v) = Unpacked(kvPanel);
            softmax.Add(Scores(q, k, biasPanel), v);
        }

        var o = softmax.Result();
        var (max, weight) = softmax.Total();
        return (o, [q, kv, bias, o, max, weight]);
    }

    private static Tensor[] Back(Mesh mesh, Tensor g, Tensor[] kept, long n)
    {
        var (q, kv, bias, o, max, weight) = (kept[0], kept[1], kept[2], kept[3], kept[4], kept[5]);
        var (dq, dKv, dBias) = (zeros_like(q), zeros_like(kv), zeros_like(bias));
        var inner = (g * o).sum(-1, keepdim: true);
        foreach (var (kvPanel, biasPanel, panel) in mesh.Panels(kv, bias, n))
        {
            var (k, v) = Unpacked(kvPanel);
            var p = (Scores(q, k, biasPanel) - max).exp() / weight;                                 // [B, H, i, j, k]
            var dScores = p * (g.matmul(v.transpose(-2, -1)) - inner);
            dq.add_(dScores.matmul(k));
            var dk = dScores.transpose(-2, -1).matmul(q);
            var dv = p.transpose(-2, -1).matmul(g);
            mesh.TakeBackLeft(dKv, AsMatrix(cat([dk, dv], dim: -1)), n, panel);
            mesh.TakeBackRight(dBias, dScores.sum(dim: 2).transpose(-2, -1), n, panel);
        }

        return [dq, dKv, dBias];
    }

    // Where all keys are at hand, libtorch's kernel never writes the scores down.
    private static Tensor Fused(Tensor q, Tensor kv, Tensor bias)
    {
        var (k, v) = Unpacked(kv);
        var (queries, keys, values) = (ByRow(q), ByRow(k), ByRow(v));
        var columns = bias.transpose(-2, -1).contiguous();                                          // [B, H, j, k]
        var items = Enumerable.Range(0, (int)q.shape[0])
            .Select(b => NativeTensors.Attention(queries[b], keys[b], values[b], columns[b].unsqueeze(0), scale: 1));
        return stack([.. items]).permute(0, 2, 1, 3, 4);
    }

    // [B, H, i, j, D] -> [B, i, H, j, D]
    private static Tensor ByRow(Tensor x) => x.permute(0, 2, 1, 3, 4);

    // The last channel is added by itself: summed up with the others, -1e9 would take digits from rows that are all masked.
    private static Tensor Scores(Tensor q, Tensor k, Tensor bias)
    {
        var d = q.shape[^1] - 1;
        var ignored = k.narrow(-1, d, 1).transpose(-2, -1);                                         // [B, H, i, 1, k]
        return q.narrow(-1, 0, d).matmul(k.narrow(-1, 0, d).transpose(-2, -1)) + bias.transpose(-2, -1).unsqueeze(2) + ignored;
    }

    // The mask is one more channel of the keys, which every query reads with weight 1: so it travels with them.
    private static Tensor Packed(Tensor k, Tensor v, PairMask mask)
    {
        var ignored = ((1 - mask.Block) * Never).to(k.dtype).unsqueeze(1).unsqueeze(-1);            // [B, 1, i, k, 1]
        return AsMatrix(cat([Marked(k, like => ignored.expand_as(like)), Marked(v, like => zeros_like(like))], dim: -1));
    }

    private static Tensor Marked(Tensor x, Func<Tensor, Tensor> mark) => cat([x, mark(x.narrow(-1, 0, 1))], dim: -1);

    // [B, H, i, k, D] -> [B, H, D, i, k]: a panel is cut from the last two dimensions.
    private static Tensor AsMatrix(Tensor x) => x.permute(0, 1, 4, 2, 3);

    private static (Tensor K, Tensor V) Unpacked(Tensor panel)
    {
        var parts = panel.permute(0, 1, 3, 4, 2).chunk(2, dim: -1);
        return (parts[0], parts[1]);
    }
}
