namespace FoldCP.Contract.Planning;

/// <summary>The sizes of the folds to which something was fitted; of others it is drawn out.</summary>
/// <param name="LeastTokens">of a fold</param>
/// <param name="MostTokens">of a fold</param>
/// <param name="MostRows">of an alignment</param>
/// <param name="MostRanks">of a fold</param>
public sealed record FittedRange(int LeastTokens, int MostTokens, int MostRows, int MostRanks)
{
    /// <summary>Whether a fold on so many ranks lies among them.</summary>
    public bool Holds(FoldDemand demand, int ranks) =>
        demand.Tokens >= LeastTokens && demand.Tokens <= MostTokens && demand.Rows <= MostRows && ranks <= MostRanks;
}
