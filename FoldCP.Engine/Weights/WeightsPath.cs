namespace FoldCP.Engine.Weights;

/// <summary>Which file somebody means who names weights.</summary>
/// <param name="Path">the file</param>
/// <param name="KnownSha256">its checksum, if that was just computed</param>
internal readonly record struct WeightsPath(string Path, string? KnownSha256)
{
    /// <summary>Whether it is exactly a file that was published.</summary>
    public bool IsReleased => KnownSha256 is { } sha256 ? ReleasedWeights.HoldSha256(sha256) : ReleasedWeights.Hold(Path);

    /// <param name="weights">a name of <see cref="ReleasedWeights"/>, which comes first, or a path</param>
    /// <exception cref="FileNotFoundException">these weights have not been downloaded</exception>
    /// <exception cref="InvalidDataException">what was downloaded has changed since</exception>
    public static WeightsPath Of(string weights)
        => ReleasedWeights.Find(weights) is { } released ? WeightsCache.Usual().Checked(released) : new(weights, null);
}
