using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>Attention along the rows of a distributed matrix by libtorch's kernel, which never writes scores down. It knows no gradients.</summary>
internal static class FusedAttention
{
    private const double Never = -1e9;

    /// <inheritdoc cref="PanelAttention.Of"/>
    public static Tensor OverPanels(Mesh mesh, Tensor x, HeadProjections heads, Tensor bias, PairMask mask)
    {
        // Where some edges do not exist, which do travels as one more channel.
        var edges = (mask.IsFull ? x : cat([x, mask.Block.to(x.dtype).unsqueeze(-1)], dim: -1)).permute(0, 3, 1, 2);
        var slices = new Stretch(0, x.shape[1]).InPieces(Chunks.Of(x.shape[0] * x.shape[2] * 2 * x.shape[3])).ToList();
        var answers = slices.Select(rows => new Answers(heads, x.narrow(1, rows.Start, rows.Length))).ToList();
        foreach (var (edgePanel, biasPanel, _) in mesh.Panels(edges, bias, mask.Tokens))
        {
            var columns = biasPanel.transpose(-2, -1).contiguous();                                  // [B, H, j, k]
            foreach (var (rows, own) in slices.Zip(answers))
                own.Hear(edgePanel.narrow(2, rows.Start, rows.Length).permute(0, 2, 3, 1), columns, mask.IsFull);
            columns.Dispose();
            CollectionPause.BetweenSlices();
        }

        var mean = answers is [var all] ? all.Mean() : cat([.. answers.Select(own => own.Mean())], dim: 2);
        answers.ForEach(own => own.Dispose());
        return mean;
    }

    /// <summary>What some rows have found so far.</summary>
    private sealed class Answers(HeadProjections heads, Tensor x) : IDisposable
    {
        private readonly Tensor _queries = ByRow(heads.Q, heads.Count, x) / Math.Sqrt(heads.Q.weight!.shape[0] / heads.Count);
        private readonly MergedMean _mean = new();

        /// <param name="others">the same rows' edges to more keys [B, i, k, C or C + 1]</param>
        /// <param name="columns">biases [B, H, j, k]</param>
        /// <param name="allExist">whether they have no channel that says which exist</param>
        public void Hear(Tensor others, Tensor columns, bool allExist)
        {
            using var scope = NewDisposeScope();
            var edges = allExist ? others : others.narrow(-1, 0, others.shape[^1] - 1);
            var (q, k, v) = (_queries, ByRow(heads.K, heads.Count, edges), ByRow(heads.V, heads.Count, edges));
            if (!allExist)
            {
                // The mask is one more channel of the keys, which every query reads with weight 1.
                var ignored = ((1 - others.narrow(-1, others.shape[^1] - 1, 1)) * Never).unsqueeze(2).to(k.dtype);                  // [B, i, 1, k, 1]
                (q, k, v) = (Marked(q, 1), cat([k, ignored.expand([.. k.shape[..^1], 1])], dim: -1), Marked(v, 0));
            }

            var items = Enumerable.Range(0, (int)q.shape[0]).Select(b => NativeTensors.Attention(q[b], k[b], v[b], columns[b].unsqueeze(0), scale: 1)).ToList();
            _mean.Add(Stacked([.. items.Select(item => item.Mean)]).narrow(-1, 0, _queries.shape[^1]), Counted(Stacked([.. items.Select(item => item.LogWeight)]), k.shape[^2]));
        }

        /// <summary>[B, H, i, j, D]</summary>
        public Tensor Mean() => _mean.Mean().permute(0, 2, 1, 3, 4);

        public void Dispose()
        {
            _queries.Dispose();
            _mean.Dispose();
        }

        // Queries all of whose keys are ignored weigh these alike, and the kernel's float32 has no digits left for how many they are.
        private static Tensor Counted(Tensor logWeight, long keys) => logWeight.dtype is ScalarType.Float64
            ? logWeight
            : logWeight.to(ScalarType.Float64) + (Math.Log(keys) * (logWeight < Never / 2).to(ScalarType.Float64));

        // A batch of one, as all that is folded, is not copied.
        private static Tensor Stacked(IReadOnlyList<Tensor> items) => items is [var one] ? one.unsqueeze(0) : stack([.. items]);

        private static Tensor Marked(Tensor x, double mark) => functional.pad(x, [0, 1], value: mark);

        // [B, i, j, C] -> [B, i, H, j, D]
        private static Tensor ByRow(Linear layer, int count, Tensor x) => layer.call(x).SplitHeads(count).transpose(2, 3);
    }
}
