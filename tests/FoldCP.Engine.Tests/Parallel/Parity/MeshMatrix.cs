using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>The meshes on which everything must be the same.</summary>
internal static class MeshMatrix
{
    /// <summary>One of each number of ranks that is always tried.</summary>
    public static IReadOnlyList<MeshShape> Usual { get; } = [.. new[] { "1x1", "2x1", "1x3", "3x2", "3x3" }.Select(MeshShape.Parse)];

    /// <summary>All others, which take longer.</summary>
    public static IReadOnlyList<MeshShape> Others { get; } = [.. new[] { 1, 2, 3, 4, 6, 8, 9 }.SelectMany(ShapesOf).Except(Usual)];

    private static IEnumerable<MeshShape> ShapesOf(int ranks)
        => Enumerable.Range(1, ranks).Where(rows => ranks % rows == 0).Select(rows => new MeshShape(rows, ranks / rows));
}
