using FoldCP.Jobs.Sequences;
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

    /// <summary>No complex has more chains; a file that says so is mistaken.</summary>
    public const int MaxChains = 10_000;

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
    public string[] Warnings { get; private set; }

    /// <summary>Distinct members, copies not counted.</summary>
    public int SubunitCount { get; private set; }

    /// <summary>Chains: members times their copies.</summary>
    public int ChainCount { get; private set; }

    /// <summary>Residues of all copies with known sequence; for proteins that is the number of tokens.</summary>
    public int Tokens { get; private set; }

    public int MissingSequences { get; private set; }

    public List<Subunit> Subunits { get; private set; } = [];

    /// <summary>Adds the next member of its list.</summary>
    public Subunit Add(string accession, SubunitKind kind, int copies, CopiesSource copiesSource, string? name = null)
    {
        var member = new Subunit(Subunits.Count, accession, kind, copies, copiesSource) { ComplexId = Id, Name = name };
        Subunits.Add(member);
        return member;
    }

    /// <summary>Gives each protein that lacks one its sequence, says what that assumes, and counts anew.</summary>
    /// <param name="find">the sequence for an accession, or null</param>
    /// <param name="storedAs">the id under which a found sequence is stored</param>
    internal void Resolve(Func<string, ResolvedSequence?> find, Func<Guid, Guid> storedAs)
    {
        List<string> warnings = [];
        foreach (var member in Subunits.Where(x => x.IsMissing))
        {
            if (find(member.Accession) is not { } found)
                continue;

            member.Resolve(storedAs(found.Sequence.Id), found.Sequence.Length, found.Source);
            if (found.Says is { } says)
                warnings.Add($"{member.Accession}: {says}.");
        }
        Warnings = [.. Warnings, .. warnings];
        Recount();
    }

    public void Warn(string warning) => Warnings = [.. Warnings, warning];

    /// <summary>Counts what its members add up to. To be called when members or their sequences change.</summary>
    public void Recount()
    {
        var chains = Subunits.Where(x => x.Kind == SubunitKind.Protein).ToList();
        SubunitCount = Subunits.Count;
        ChainCount = chains.Sum(x => x.Copies);
        Tokens = chains.Sum(x => x.Copies * x.Length);
        MissingSequences = chains.Count(x => x.IsMissing);
        (Readiness, Obstacle) = Judge(chains);
    }

    private (Readiness, string?) Judge(List<Subunit> chains)
    {
        if (Subunits.Select(ObstacleOf).FirstOrDefault(x => x is not null) is { } obstacle)
            return (Readiness.Unsupported, obstacle);

        if (chains.Count == 0)
            return (Readiness.Unsupported, "No member is a protein.");

        return MissingSequences == 0
            ? (Readiness.Ready, null)
            : (Readiness.MissingSequences, $"No sequence for {Join(chains.Where(x => x.IsMissing))}.");
    }

    private static string? ObstacleOf(Subunit member) => member.Kind switch
    {
        SubunitKind.NucleicAcid => $"{member.Accession} is a nucleic acid; only proteins can be folded yet.",
        SubunitKind.Complex => $"{member.Accession} is a complex that no usable row of the file describes, so its members are not known.",
        SubunitKind.Unknown => $"{member.Accession} is no protein that the file identifies.",
        _ => null,
    };

    private static string Join(IEnumerable<Subunit> missing)
    {
        var names = missing.Select(x => x.Accession).ToList();
        return names.Count <= 5 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(5))} and {names.Count - 5} more";
    }
}

/// <summary>Whether a complex can be folded.</summary>
public enum Readiness { Ready, MissingSequences, Unsupported }

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
