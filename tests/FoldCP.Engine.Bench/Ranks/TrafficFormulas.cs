using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>What was derived, before anything was counted, for a rank to receive: the plain way of each, without what the mesh's verbs save.</summary>
internal static class TrafficFormulas
{
    private const int Channels = 768;
    private const int Heads = 16;

    /// <summary>
    /// Of pairs in a block of the pairformer, in N² x 128 numbers. Rows: rings of the products' operands and three moves to columns. Panels:
    /// both operands of both products, one of them moved to its transposed place first, and the edges of both attentions.
    /// </summary>
    public static double Block(MeshShape mesh)
    {
        double rows = mesh.Rows, cols = mesh.Cols, ranks = mesh.Ranks;
        return mesh.Ranks == 1 ? 0
            : mesh.Cols == 1 || mesh.Rows == 1 ? (2 * (ranks - 1) / ranks) + (3 * (ranks - 1) / (ranks * ranks)) + 0.06
            : (3.03 * ((1 / rows) + (1 / cols))) - (4 / ranks);
    }

    /// <summary>Of a block of the pairformer, what it ought not to exceed; null where nobody has said.</summary>
    public static double? Goal(int ranks) => ranks switch
    {
        2 or 3 or 4 => 2.15,
        6 or 8 => 1.9,
        9 => 1.65,
        16 => 1.35,
        _ => null,
    };

    /// <summary>
    /// Of a layer of the diffusion's token transformer for a sample, in numbers: keys and values of a column, and a reduction of what is
    /// merged along the row; rows merge nothing.
    /// </summary>
    public static double TokenLayer(MeshShape mesh, double tokens)
    {
        double rows = mesh.Rows, cols = mesh.Cols;
        return mesh.Cols == 1
            ? 2 * Channels * tokens * (rows - 1) / rows
            : (2 * Channels * tokens / cols) + (2 * (cols - 1) / cols * (Channels + (2 * Heads)) * tokens / rows);
    }
}
