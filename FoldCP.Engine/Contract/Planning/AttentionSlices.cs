namespace FoldCP.Contract.Planning;

/// <summary>
/// In how many slices of rows several ranks attend to triangles: queries and answers are there of one slice alone, but biases go round for each. More would save
/// little, and what is attended along at once is as large as so many usual slices of work (32 MB on a processor, 1 GB on a GPU).
/// </summary>
public static class AttentionSlices
{
    /// <summary>Of a usual slice on a processor, in numbers, as the engine's Chunks have it, which planners elsewhere do not see.</summary>
    public const double UsualWork = 1 << 19;

    private const int Most = 4;
    private const int SlicesOfWork = 16;

    /// <param name="pairs">of the rank that has most</param>
    /// <param name="channels">of a pair</param>
    /// <param name="work">numbers of a usual slice of work</param>
    public static int Of(double pairs, double channels, double work = UsualWork) => (int)Math.Clamp(pairs * channels / SlicesOfWork / work, 1, Most);
}
