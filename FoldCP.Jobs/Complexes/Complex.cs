using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Complexes;

/// <summary>A protein complex of a campaign as its file states it, with what is needed to fold it.</summary>
public sealed class Complex
{
    private Complex() => (ExternalId, Name, Warnings) = ("", "", []);

    public Complex(Guid campaignId, string externalId, string name, int line)
        : this()
        => (Id, CampaignId, ExternalId, Name, Line) = (Guid.CreateVersion7(), campaignId, externalId, name, line);

    public Guid Id { get; private set; }

    public Guid CampaignId { get; private set; }

    /// <summary>Its id in the source, such as CPX-1196 or 33; unique within a campaign.</summary>
    public string ExternalId { get; private set; }

    public string Name { get; private set; }

    public string? Organism { get; init; }

    /// <summary>The line of the file it came from, from 1.</summary>
    public int Line { get; private set; }

    public Readiness Readiness { get; private set; } = Readiness.Ready;

    /// <summary>Why it cannot be folded, in the user's words; null when it can.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>What was assumed or left out, one sentence each.</summary>
    public string[] Warnings { get; init; }

    /// <summary>Distinct members, copies not counted.</summary>
    public int SubunitCount { get; private set; }

    /// <summary>Chains: members times their copies.</summary>
    public int ChainCount { get; private set; }

    /// <summary>Residues of all copies with known sequence; for proteins that is the number of tokens.</summary>
    public int Tokens { get; private set; }

    public int MissingSequences { get; private set; }

    public List<Subunit> Subunits { get; private set; } = [];

    /// <summary>Counts what its members add up to. To be called when members or their sequences change.</summary>
    public void Recount()
    {
        var chains = Subunits.Where(x => x.Kind == SubunitKind.Protein).ToList();
        SubunitCount = Subunits.Count;
        ChainCount = chains.Sum(x => x.Copies);
        Tokens = chains.Sum(x => x.Copies * x.Length);
        MissingSequences = chains.Count(x => x.SequenceId is null);
        (Readiness, Obstacle) = Judge(chains);
    }

    private (Readiness, string?) Judge(List<Subunit> chains)
    {
        if (Subunits.FirstOrDefault(x => x.Kind is SubunitKind.NucleicAcid or SubunitKind.Complex or SubunitKind.Unknown) is { } other)
            return (Readiness.Unsupported, $"{other.Accession} is not a protein; complexes with such members cannot be folded yet.");

        if (chains.Count == 0)
            return (Readiness.Unsupported, "No member is a protein.");

        return MissingSequences == 0
            ? (Readiness.Ready, null)
            : (Readiness.MissingSequences, $"No sequence for {Join(chains.Where(x => x.SequenceId is null))}.");
    }

    private static string Join(IEnumerable<Subunit> missing)
    {
        var names = missing.Select(x => x.Accession).ToList();
        return names.Count <= 5 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(5))} and {names.Count - 5} more";
    }
}

/// <summary>Whether a complex can be folded.</summary>
public enum Readiness { Ready, MissingSequences, Unsupported }

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

    public Guid ComplexId { get; private set; }

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

    public void Resolve(Guid sequenceId, int length, string source)
        => (SequenceId, Length, SequenceSource) = (sequenceId, length, source);
}

/// <summary>What a member is.</summary>
public enum SubunitKind { Protein, SmallMolecule, NucleicAcid, Complex, Unknown }

/// <summary>Who says how many copies there are.</summary>
public enum CopiesSource { File, Assumed }

internal sealed class ComplexConfiguration : IEntityTypeConfiguration<Complex>
{
    public void Configure(EntityTypeBuilder<Complex> complex)
    {
        complex.Property(x => x.Id).ValueGeneratedNever();
        complex.HasOne<Campaigns.Campaign>().WithMany().HasForeignKey(x => x.CampaignId);
        complex.HasIndex(x => new { x.CampaignId, x.ExternalId }).IsUnique();
        complex.HasIndex(x => new { x.CampaignId, x.Tokens });
        complex.HasMany(x => x.Subunits).WithOne().HasForeignKey(x => x.ComplexId);
    }
}

internal sealed class SubunitConfiguration : IEntityTypeConfiguration<Subunit>
{
    public void Configure(EntityTypeBuilder<Subunit> subunit)
    {
        subunit.Property(x => x.Id).ValueGeneratedNever();
        subunit.HasOne<Sequences.Sequence>().WithMany().HasForeignKey(x => x.SequenceId);
        subunit.HasIndex(x => new { x.ComplexId, x.Position }).IsUnique();
        subunit.HasIndex(x => x.Accession);
    }
}
