namespace FoldCP.Contract;

/// <summary>What is to be folded and how: the content of <c>request.json</c>. Written once by whoever asks, never changed.</summary>
public sealed record FoldRequest
{
    /// <summary>The version of the run folder that this engine and these jobs speak.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>The asker's own id of this attempt; it appears in logs and in every file the engine writes.</summary>
    public required string Id { get; init; }

    /// <summary>The complex's name as people call it.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<ChainGroup> Chains { get; init; }

    public FoldOptions Options { get; init; } = new();
}

/// <summary>Identical copies of one chain. Ids may have several letters; each copy has its own.</summary>
public sealed record ChainGroup
{
    public required IReadOnlyList<string> Ids { get; init; }

    public required MoleculeKind Kind { get; init; }

    /// <summary>One-letter residues, upper case; X stands for an unknown amino acid.</summary>
    public required string Sequence { get; init; }

    /// <summary>Where the sequence comes from, such as a UniProt accession; printed into the structure file.</summary>
    public string? Accession { get; init; }

    public string? Name { get; init; }
}

/// <summary>The kinds of molecule a chain can be.</summary>
public enum MoleculeKind { Protein }

/// <summary>How to fold. Every default is one that the reference would choose, but for the untrained demo model.</summary>
public sealed record FoldOptions
{
    /// <summary>A built-in model without trained weights, for trying the product.</summary>
    public const string DemoWeights = "demo";

    /// <summary><see cref="DemoWeights"/>, or the path of a weights file.</summary>
    public string Weights { get; init; } = DemoWeights;

    /// <summary>All noise is a function of this seed and of its place, so the same request gives the same structure.</summary>
    public long Seed { get; init; } = 1;

    public int Samples { get; init; } = 1;

    public int RecyclingSteps { get; init; } = 3;

    public int SamplingSteps { get; init; } = 200;

    /// <summary>How many processes share the fold.</summary>
    public int Ranks { get; init; } = 1;
}
