using FoldCP.Jobs.Complexes;

namespace FoldCP.Jobs.Imports;

/// <summary>Which uploads make an import: one complex set, and any number of sequence files, of which the first has precedence.</summary>
public sealed record ImportChoice(Guid ComplexSet, IReadOnlyList<Guid> Sequences);

/// <summary>What an import would bring, before anything of it is stored.</summary>
public sealed record ImportPreview
{
    /// <summary>How many rows <see cref="FirstRows"/> has at most.</summary>
    public const int FirstRowCount = 50;

    /// <summary>How many complexes <see cref="Largest"/> has at most.</summary>
    public const int LargestCount = 10;

    public required FileReading ComplexSet { get; init; }

    public required IReadOnlyList<FileReading> SequenceFiles { get; init; }

    /// <summary>The file's first complexes as they were understood.</summary>
    public required IReadOnlyList<ComplexAsRead> FirstRows { get; init; }

    public required ImportTotals Totals { get; init; }

    /// <summary>Proteins without a sequence, those that hold up most complexes first.</summary>
    public required IReadOnlyList<MissingSequence> Missing { get; init; }

    /// <summary>The complexes with the most tokens, largest first.</summary>
    public required IReadOnlyList<ComplexAsRead> Largest { get; init; }

    /// <summary>All files could be read, and at least one complex can be imported.</summary>
    public bool CanConfirm => Fault is null && Totals.Complexes > 0;

    /// <summary>The first fault of a whole file, with its name; such an import is refused until the file is replaced or left out.</summary>
    public string? Fault => SequenceFiles.Prepend(ComplexSet).Where(x => x.Fault is not null).Select(x => $"{x.FileName}: {x.Fault}").FirstOrDefault();
}

/// <summary>How one file was read.</summary>
public sealed record FileReading
{
    public required Guid UploadId { get; init; }

    public required string FileName { get; init; }

    public required string Sha256 { get; init; }

    public required long Bytes { get; init; }

    /// <summary>What it was recognised as, such as "CORUM 3.0" or "FASTA"; null if it was not.</summary>
    public string? Format { get; init; }

    public RowAccount Account { get; init; } = new(0, 0, 0, 0, 0);

    /// <summary>In the order of the file; line 0 speaks of the whole file.</summary>
    public IReadOnlyList<ImportNote> Notes { get; init; } = [];

    /// <summary>Why nothing of this file can be used, in the user's words; null if it can.</summary>
    public string? Fault { get; init; }
}

/// <summary>The account of a file's rows: read = imported + not needed + rejected.</summary>
/// <param name="Read">complexes or sequences that the file has</param>
/// <param name="Imported">those that are taken, with or without a warning</param>
/// <param name="NotNeeded">sequences that no complex asks for, or that say again what an earlier one said</param>
/// <param name="Rejected">those that cannot be used; a note says why</param>
/// <param name="WithWarnings">how many of the imported ones have a warning</param>
public sealed record RowAccount(int Read, int Imported, int NotNeeded, int Rejected, int WithWarnings);

/// <summary>The sums over all complexes of an import. Complete + partial + without sequence = complexes.</summary>
public sealed record ImportTotals
{
    public required int Complexes { get; init; }

    /// <summary>Can be folded at once.</summary>
    public required int Ready { get; init; }

    /// <summary>Cannot be folded yet, whatever sequences there are.</summary>
    public required int Unsupported { get; init; }

    /// <summary>All proteins have a sequence.</summary>
    public required int Complete { get; init; }

    /// <summary>Some proteins have a sequence.</summary>
    public required int Partial { get; init; }

    /// <summary>No protein has a sequence.</summary>
    public required int WithoutSequence { get; init; }

    /// <summary>Distinct proteins over all complexes, and how many of them have a sequence.</summary>
    public required int Proteins { get; init; }

    public required int ProteinsWithSequence { get; init; }
}

/// <summary>A complex of the file as it was understood.</summary>
public sealed record ComplexAsRead
{
    public required int Line { get; init; }

    public required string ExternalId { get; init; }

    public required string Name { get; init; }

    public required string? Organism { get; init; }

    public required IReadOnlyList<MemberAsRead> Members { get; init; }

    public required int Chains { get; init; }

    public required int Tokens { get; init; }

    public required Readiness Readiness { get; init; }

    public required string? Obstacle { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public static ComplexAsRead Of(Complex complex) => new()
    {
        Line = complex.Line,
        ExternalId = complex.ExternalId,
        Name = complex.Name,
        Organism = complex.Organism,
        Members = [.. complex.Subunits.Select(MemberAsRead.Of)],
        Chains = complex.ChainCount,
        Tokens = complex.Tokens,
        Readiness = complex.Readiness,
        Obstacle = complex.Obstacle,
        Warnings = complex.Warnings,
    };
}

/// <summary>A member of a complex as it was understood; length 0 means that its sequence is missing.</summary>
public sealed record MemberAsRead(
    string Accession, string? Name, SubunitKind Kind, int Copies, CopiesSource CopiesSource, int Length, string? SequenceSource)
{
    public static MemberAsRead Of(Subunit subunit)
        => new(subunit.Accession, subunit.Name, subunit.Kind, subunit.Copies, subunit.CopiesSource, subunit.Length, subunit.SequenceSource);
}

/// <summary>A protein whose sequence nobody has given yet.</summary>
/// <param name="Accession">as the complex set writes it</param>
/// <param name="Name">the protein's name, where the file has it</param>
/// <param name="Complexes">how many complexes need it</param>
/// <param name="HoldsUp">how many of those lack nothing else</param>
public sealed record MissingSequence(string Accession, string? Name, int Complexes, int HoldsUp);
