namespace FoldCP.Jobs.Complexes;

/// <summary>A complex as one row of a file states it.</summary>
public sealed record ComplexRecord(int Line, string ExternalId, string Name, string? Organism, IReadOnlyList<MemberRecord> Members)
{
    /// <summary>What was assumed or left out, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A distinct member of a complex, with all its copies.</summary>
public sealed record MemberRecord(string Accession, SubunitKind Kind, int Copies, CopiesSource CopiesSource, string? Name = null);
