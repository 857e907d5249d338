using FoldCP.Engine.Parallel;

namespace FoldCP.Contract.Planning;

/// <summary>What a rank receives, on average, in numbers, by formulas (docs/plan.md holds them to what is counted).</summary>
internal static class PlannedTraffic
{
    /// <summary>Of a layer of the diffusion's transformer of tokens, as published.</summary>
    public const int TokenHeads = 16;

    private const int TriangleHeads = 4;

    /// <summary>
    /// Of pairs in one block of the pairformer. Two products: panels of both operands. Two attentions, along rows and along columns, with
    /// their biases transposed.
    /// </summary>
    /// <param name="mesh">of the ranks</param>
    /// <param name="tokens">how many there are</param>
    /// <param name="channels">of a pair</param>
    /// <param name="work">numbers of a usual slice of work: the smaller, the more slices are there for which biases go round</param>
    public static double Block(MeshShape mesh, double tokens, int channels, double work = AttentionSlices.UsualWork)
    {
        var (rows, cols) = (mesh.Rows, mesh.Cols);
        double products = 2.0 * (rows + cols - 2) * channels;
        double slices = AttentionSlices.Of(Math.Ceiling(tokens / rows) * Math.Ceiling(tokens / cols), channels, work);
        return tokens * tokens / mesh.Ranks * (products + Attention(mesh, channels, slices) + Attention(new(cols, rows), channels, slices));
    }

    // Edges along rows and biases along columns, once for each slice; or so on the flipped mesh, and the edges go there and back, with which of them exist, where that is no more.
    private static double Attention(MeshShape mesh, int channels, double slices)
    {
        var (rows, cols, moved) = (mesh.Rows, mesh.Cols, mesh.Moved);
        var (edges, biases, mask) = mesh.IsBetterFlipped ? (rows - 1 + (2 * moved), cols - 1, moved) : (cols - 1, rows - 1, 0);
        return (edges * channels) + (((slices * biases) + moved) * TriangleHeads) + mask;
    }

    /// <summary>
    /// In one layer of the diffusion's token transformer, for a sample: keys and values of the rank's column, queries of its row, and the
    /// row's maxima and sums.
    /// </summary>
    public static double TokenLayer(MeshShape mesh, double tokens, int channels)
    {
        double rows = mesh.Rows, cols = mesh.Cols, ranks = mesh.Ranks;
        double keys = 2 * channels / cols * (1 - (1 / ranks));
        double queries = channels / rows * (1 - (1 / cols));
        double merged = (cols - 1) / ranks * (channels + (2 * TokenHeads));
        return tokens * (keys + queries + merged);
    }
}
