using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Complexes;

/// <summary>A distinct member of a complex.</summary>
public sealed class Subunit
{
    private Subunit() => Accession = "";

    public Subunit(int position, string accession, SubunitKind kind, int copies, CopiesSource copiesSource)
        : this()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        (Id, Position, Accession, Kind) = (Guid.CreateVersion7(), position, accession, kind);
        (Copies, CopiesSource) = (copies, copiesSource);
    }

    public Guid Id { get; private set; }

    public Guid ComplexId { get; internal set; }

    /// <summary>Its place in the complex's list, from 0.</summary>
    public int Position { get; private set; }

    public string Accession { get; private set; }

    public string? Name { get; init; }

    public SubunitKind Kind { get; private set; }

    public int Copies { get; private set; }

    public CopiesSource CopiesSource { get; private set; }

    public Guid? SequenceId { get; private set; }

    /// <summary>Residues of one copy; 0 while the sequence is missing.</summary>
    public int Length { get; private set; }

    /// <summary>How the sequence was found, such as "human.fasta" or "canonical form of P21964".</summary>
    public string? SequenceSource { get; private set; }

    /// <summary>A protein without its sequence.</summary>
    public bool IsMissing => Kind == SubunitKind.Protein && SequenceId is null;

    public void Resolve(Guid sequenceId, int length, string source)
        => (SequenceId, Length, SequenceSource) = (sequenceId, length, source);
}

/// <summary>What a member is.</summary>
public enum SubunitKind { Protein, SmallMolecule, NucleicAcid, Complex, Unknown }

/// <summary>Who says how many copies there are.</summary>
public enum CopiesSource { File, Assumed }

internal sealed class SubunitConfiguration : IEntityTypeConfiguration<Subunit>
{
    public void Configure(EntityTypeBuilder<Subunit> subunit)
    {
        subunit.Property(x => x.Id).ValueGeneratedNever();
        subunit.HasOne<Sequences.Sequence>().WithMany().HasForeignKey(x => x.SequenceId);
        subunit.HasIndex(x => new { x.ComplexId, x.Position }).IsUnique();
        subunit.Ignore(x => x.IsMissing);
        subunit.HasIndex(x => x.Accession);
    }
}
