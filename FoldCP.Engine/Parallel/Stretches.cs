namespace FoldCP.Engine.Parallel;

/// <summary>Which stretch of one dimension each rank has. Ranks may have the same positions, each with a copy or with a term of its own.</summary>
/// <param name="Length">of the whole dimension</param>
/// <param name="Of">the stretch of a rank</param>
public sealed record Stretches(long Length, Func<int, Stretch> Of)
{
    /// <summary>All of it on every rank.</summary>
    public static Stretches Everywhere(long length) => new(length, _ => new(0, length));

    /// <summary>The same where each position is as many.</summary>
    public Stretches Times(long size) => new(Length * size, rank => new(Of(rank).Start * size, Of(rank).End * size));

    /// <summary>The same with neighbours on both sides, as far as there are any; nobody's neighbours are nobody.</summary>
    public Stretches WithNeighbours(long side) => new(Length, rank => Of(rank) is { Length: > 0 } own
        ? new(Math.Max(0, own.Start - side), Math.Min(Length, own.End + side))
        : Of(rank));
}
