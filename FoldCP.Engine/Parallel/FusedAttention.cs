using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>Attention along the rows of a distributed matrix by libtorch's kernel, which never writes scores down. It knows no gradients.</summary>
internal static class FusedAttention
{
    private const double Never = -1e9;

    // Each piece of a panel is merged with what was found before; so many keys make up for that (128, unless slices are chosen smaller).
    private const long ElementsOfAKey = 1 << 12;

    /// <inheritdoc cref="PanelAttention.Of"/>
    public static Tensor OverPanels(Mesh mesh, NormedEdges x, HeadProjections heads, Tensor bias, PairMask mask)
    {
        var (batch, rows, columns, channels) = x.Shape;
        var slices = new Stretch(0, rows).InPieces(Chunks.Of(batch * columns * 2 * channels)).ToList();
        using var queries = Queries(x, heads, slices[0].Length);
        var home = slices.Count > 1 ? Home(mesh, x, heads) : null;
        var answers = slices.Select(some => new Answers(heads, Rows(queries, some), home is null ? null : Rows(home, some))).ToList();
        foreach (var (edgePanel, biasPanel, _) in mesh.Panels(Edges(x, heads, mask), Operand.Right(bias), mask.Tokens, KeysAtOnce(mesh, x, mask.Tokens)))
        {
            using var scope = NewDisposeScope();
            var ofKeys = biasPanel.transpose(-2, -1).contiguous();                             // [B, H, j, k]
            foreach (var (some, own) in slices.Zip(answers))
                own.Hear(Rows(edgePanel, some), ofKeys, mask.IsFull);
            CollectionPause.BetweenSlices();
        }

        home ??= answers[0].Mean();
        answers.ForEach(own => own.Dispose());
        return home.permute(0, 2, 1, 3, 4);
    }

    private static Tensor Rows(Tensor x, Stretch rows) => x.narrow(1, rows.Start, rows.Length);

    // [B, i, j, H*D]
    private static Tensor Queries(NormedEdges x, HeadProjections heads, long rowsAtOnce)
    {
        var weight = Math.Sqrt(heads.Q.weight!.shape[0] / heads.Count);
        return Chunks.Along(rowsAtOnce, x.Shape.Rows, into: 1, (start, count) => heads.Q.call(x.Rows(new(start, start + count))).div_(weight));
    }

    // Where the answers of all slices are [B, i, H, j, D], one pair after another: pieces of their own would leave holes in memory.
    private static Tensor Home(Mesh mesh, NormedEdges x, HeadProjections heads)
    {
        var (like, shape) = (heads.K.weight!, x.Shape);
        var type = mesh.World.Size > 1 && like.dtype is ScalarType.BFloat16 ? ScalarType.Float32 : like.dtype;
        return empty([shape.Batch, shape.Rows, shape.Columns, heads.Count, like.shape[0] / heads.Count], dtype: type, device: like.device).transpose(2, 3);
    }

    // All ranks must come to the same number.
    private static long KeysAtOnce(Mesh mesh, NormedEdges x, long tokens)
        => mesh.World.Size == 1 ? tokens : Math.Max(Chunks.Of(ElementsOfAKey), Chunks.Of(x.Shape.Batch * new Parts(tokens, mesh.Rows).Longest * x.Shape.Channels));

    // The edges [B, i, k, C] in pieces, made as they are asked for, in the numbers of the weights. Where some do not exist, which do travels as one more channel.
    private static Operand Edges(NormedEdges x, HeadProjections heads, PairMask mask)
    {
        var (like, shape) = (heads.K.weight!, x.Shape);
        Tensor Piece(Stretch part)
        {
            using var scope = NewDisposeScope();
            var edges = x.Columns(part).to(like.dtype);
            return scope.MoveToOuter(mask.IsFull
                ? edges.alias()
                : cat([edges, mask.Block.narrow(2, part.Start, part.Length).to(like.dtype).unsqueeze(-1).expand([.. edges.shape[..^1], 1])], dim: -1));
        }

        return new(Piece, length => [shape.Batch, shape.Rows, length, shape.Channels + (mask.IsFull ? 0 : 1)], like);
    }

    /// <summary>What some rows have found so far.</summary>
    /// <param name="heads">what makes keys and values</param>
    /// <param name="queries">[B, i, j, H*D]</param>
    /// <param name="home">where their answers shall be [B, i, H, j, D], if it matters</param>
    private sealed class Answers(HeadProjections heads, Tensor queries, Tensor? home) : IDisposable
    {
        private readonly Tensor _queries = ByRow(queries, heads.Count);
        private readonly MergedMean _mean = new(home);

        /// <param name="others">the same rows' edges to more keys [B, i, k, C or C + 1]</param>
        /// <param name="columns">biases [B, H, j, k]</param>
        /// <param name="allExist">whether they have no channel that says which exist</param>
        public void Hear(Tensor others, Tensor columns, bool allExist)
        {
            using var scope = NewDisposeScope();
            var edges = allExist ? others : others.narrow(-1, 0, others.shape[^1] - 1);
            var (q, k, v) = (_queries, ByRow(heads.K.call(edges), heads.Count), ByRow(heads.V.call(edges), heads.Count));
            if (!allExist)
            {
                // The mask is one more channel of the keys, which every query reads with weight 1.
                var ignored = ((1 - others.narrow(-1, others.shape[^1] - 1, 1)) * Never).unsqueeze(2).to(k.dtype);                  // [B, i, 1, k, 1]
                (q, k, v) = (Marked(q, 1), cat([k, ignored.expand([.. k.shape[..^1], 1])], dim: -1), Marked(v, 0));
            }

            var items = Enumerable.Range(0, (int)q.shape[0]).Select(b => WeighedAttention.Of(q[b], k[b], v[b], columns[b].unsqueeze(0))).ToList();
            _mean.Add(Stacked([.. items.Select(item => item.Mean)]).narrow(-1, 0, _queries.shape[^1]), Counted(Stacked([.. items.Select(item => item.LogWeight)]), k.shape[^2]));
        }

        /// <summary>[B, i, H, j, D]</summary>
        public Tensor Mean() => _mean.Mean();

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

        // [B, i, j, H*D] -> [B, i, H, j, D]
        private static Tensor ByRow(Tensor x, int count) => x.SplitHeads(count).transpose(2, 3);
    }
}
