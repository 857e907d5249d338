using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>The meshes that a command line asks for: shapes, or the usual shape of each number of ranks.</summary>
internal static class MeshList
{
    /// <param name="ranks">numbers, such as 2,4</param>
    /// <param name="saysRanks">whether someone has written them</param>
    /// <param name="meshes">shapes, such as 4x1,2x2; null: none</param>
    /// <exception cref="ArgumentException">shapes are none, or both are said</exception>
    public static MeshShape[] Of(string ranks, bool saysRanks, string? meshes)
    {
        if (meshes is null)
            return [.. Ascending.Numbers(ranks).Select(MeshShape.Of)];
        if (saysRanks)
            throw new ArgumentException("--mesh says how many ranks there are; leave --ranks out.");
        return Shapes(meshes);
    }

    private static MeshShape[] Shapes(string list)
    {
        try
        {
            MeshShape[] shapes = [.. list.Split(',').Select(MeshShape.Parse)];
            return shapes.Distinct().Count() == shapes.Length ? shapes : throw new ArgumentException($"'{list}' has a mesh twice.");
        }
        catch (FormatException wrong)
        {
            throw new ArgumentException(wrong.Message, wrong);
        }
    }
}
