namespace FoldCP.Contract;

/// <summary>What is to be folded and how: the content of <c>request.json</c>. Written once by whoever asks, never changed.</summary>
public sealed record FoldRequest
{
    /// <summary>The version of the run folder that this engine and these jobs speak.</summary>
    public const int CurrentVersion = 1;

    /// <summary>A file has to name it; a new request is of the current version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The asker's own id of this attempt; it appears in logs and in every file the engine writes.</summary>
    public required string Id { get; init; }

    /// <summary>The complex's name as people call it.</summary>
    public required string Name { get; init; }

    // The JSON reader sets what a file leaves out to null.
    /// <summary>Proteins that are folded without alignments; empty where an input file says what is to be folded.</summary>
    public IReadOnlyList<ChainGroup> Chains { get; init => field = value ?? []; } = [];

    /// <summary>The file that says what is to be folded; null where the chains stand here.</summary>
    public InputReference? Input { get; init; }

    public FoldOptions Options { get; init => field = value ?? new(); } = new();
}

/// <summary>An input file, which may be of any format that the engine reads.</summary>
/// <param name="File">its path, absolute or from the run folder</param>
/// <param name="Sha256">its checksum when it was asked for; null: any</param>
/// <param name="Job">which of its jobs, from 1; null: it has one only</param>
public sealed record InputReference(string File, string? Sha256 = null, int? Job = null);

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
