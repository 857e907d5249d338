using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>
/// Slices of the columns of a distributed matrix whose columns need nothing of one another, for work in which ranks send to one another:
/// all ranks have as many.
/// </summary>
internal static class ColumnSlices
{
    /// <param name="mesh">on which the matrix lies</param>
    /// <param name="columns">how many it has in all</param>
    /// <param name="ofColumn">how many numbers are made of each, on the rank with the most rows</param>
    /// <param name="atLeast">how many of these numbers several ranks make at once: what meets them goes round once more for each slice</param>
    /// <returns>this rank's columns; all of them at once where autograd keeps them anyway</returns>
    public static IReadOnlyList<(long Start, long Count)> Of(Mesh mesh, long columns, long ofColumn, long atLeast)
    {
        var (parts, own) = (new Parts(columns, mesh.Cols), new Parts(columns, mesh.Cols)[mesh.Col]);
        if (is_grad_enabled())
            return [(0, own.Length)];
        var atOnce = mesh.World.Size == 1 ? Chunks.Of(ofColumn) : Math.Max(Chunks.Of(ofColumn), atLeast / Math.Max(1, ofColumn));
        // Nobody's slice may be empty, or all of them are.
        var count = Math.Clamp((parts.Longest + atOnce - 1) / Math.Max(1, atOnce), 1, Math.Max(1, columns / mesh.Cols));
        var slices = new Parts(own.Length, (int)count);
        return [.. Enumerable.Range(0, slices.Count).Select(index => (slices[index].Start, slices[index].Length))];
    }
}
