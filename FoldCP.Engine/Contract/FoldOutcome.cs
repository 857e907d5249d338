namespace FoldCP.Contract;

/// <summary>The content of <c>done.json</c>: the fold ended well, and all the files it names are there.</summary>
public sealed record FoldDone
{
    public int Version { get; init; } = FoldRequest.CurrentVersion;

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Wall-clock seconds from the engine's first to its last act.</summary>
    public required double Seconds { get; init; }

    /// <summary>False for weights that are not known to be trained: such a structure may mean nothing and must be labelled everywhere.</summary>
    public required bool Trained { get; init; }

    /// <summary>The weights' name: "demo", or the file's name.</summary>
    public required string Weights { get; init; }

    /// <summary>Of all weights as the network computes with them, by name; not the checksum of a file.</summary>
    public required string WeightsSha256 { get; init; }

    public required int Tokens { get; init; }

    public required int Atoms { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<SampleResult> Samples { get; init; }

    public required IReadOnlyList<ResultFile> Files { get; init; }
}

/// <summary>The scores of one sampled structure. Names and definitions are the reference's; pLDDT here is 0 to 1.</summary>
public sealed record SampleResult
{
    /// <summary>The sample's number in the run, from 0.</summary>
    public required int Sample { get; init; }

    /// <summary>0 for the sample with the best confidence.</summary>
    public required int Rank { get; init; }

    public required double ConfidenceScore { get; init; }

    public required double Ptm { get; init; }

    /// <summary>0 where the complex has a single chain.</summary>
    public required double Iptm { get; init; }

    public required double ComplexPlddt { get; init; }

    public required double ComplexIplddt { get; init; }

    /// <summary>Ångström.</summary>
    public required double ComplexPde { get; init; }

    /// <summary>Ångström.</summary>
    public required double ComplexIpde { get; init; }
}

/// <summary>A file of the result, named relative to the run folder.</summary>
public sealed record ResultFile(string Path, ResultKind Kind, int Sample, long Bytes, string Sha256);

/// <summary>What a result file holds. Each sample has one <see cref="Structure"/>, as ModelCIF; other formats of it are kinds of their own.</summary>
public enum ResultKind { Structure, Confidence, Manifest, Pdb, BinaryCif, Pae, Pde, Plddt, Affinity }

/// <summary>The content of <c>failed.json</c>: the fold is over without a result.</summary>
public sealed record FoldFailed
{
    public int Version { get; init; } = FoldRequest.CurrentVersion;

    public required DateTimeOffset FailedAt { get; init; }

    public required FoldStage Stage { get; init; }

    public required int Rank { get; init; }

    public required FailureKind Kind { get; init; }

    /// <summary>What happened and what to do, in the user's words.</summary>
    public required string Cause { get; init; }

    /// <summary>The exception for the log; never shown first.</summary>
    public string? Detail { get; init; }
}

/// <summary>What kind of failure: one per different answer.</summary>
public enum FailureKind { BadInput, Unsupported, OutOfMemory, Cancelled, Internal }
