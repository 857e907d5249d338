namespace FoldCP.Engine.Weights;

/// <summary>Which file somebody means who names weights.</summary>
internal static class WeightsPath
{
    /// <param name="weights">a name of <see cref="ReleasedWeights"/>, which comes first, or a path</param>
    /// <exception cref="FileNotFoundException">these weights have not been downloaded</exception>
    /// <exception cref="InvalidDataException">what was downloaded has changed since</exception>
    public static string Of(string weights)
        => ReleasedWeights.Find(weights) is { } released ? WeightsCache.Usual().Checked(released) : weights;
}
