namespace FoldCP.Jobs.Folds;

/// <summary>What became of an order to fold: asked = queued + skipped, and every skipped complex has its reason.</summary>
public sealed record FoldAccount(int Asked, int Queued, IReadOnlyList<SkippedComplexes> Skipped)
{
    /// <summary>Residues of all that is queued.</summary>
    public long Tokens { get; init; }

    /// <summary>Residues of the largest complex that is queued; 0 if nothing is.</summary>
    public int LargestTokens { get; init; }

    /// <summary>How the largest complex that is queued is folded; null if nothing is.</summary>
    public RankChoice? Largest { get; init; }
}

/// <summary>Complexes that were not queued, for one common reason.</summary>
/// <param name="Reason">why</param>
/// <param name="Count">how many</param>
/// <param name="Examples">ids in the source of the first few</param>
public sealed record SkippedComplexes(SkipReason Reason, int Count, IReadOnlyList<string> Examples)
{
    /// <summary>The reason in the user's words, for a sentence such as "12 skipped: …".</summary>
    public string Words => Reason switch
    {
        SkipReason.MissingSequences => "sequences are missing; add them and fold again",
        SkipReason.Unsupported => "members other than proteins cannot be folded yet",
        SkipReason.InWork => "already queued or running",
        SkipReason.SameResult => "already folded with these settings; another seed gives another structure",
        _ => throw new InvalidOperationException($"No words for {Reason}."),
    };
}

/// <summary>Why a complex was not queued.</summary>
public enum SkipReason { MissingSequences, Unsupported, InWork, SameResult }
