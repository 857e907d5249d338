using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Sequences;

/// <summary>A protein's residues, stored once however many names it has.</summary>
public sealed class Sequence
{
    private Sequence() => (Residues, Sha256) = ("", "");

    public Sequence(string residues)
        => (Id, Residues, Sha256) = (Guid.CreateVersion7(), residues, DigestOf(residues));

    public Guid Id { get; private set; }

    /// <summary>One-letter codes, upper case.</summary>
    public string Residues { get; private set; }

    public string Sha256 { get; private set; }

    public static string DigestOf(string residues) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(residues)));
}

/// <summary>A name under which a sequence is known, such as a UniProt accession.</summary>
public sealed class SequenceName
{
    private SequenceName() => (Accession, Source) = ("", "");

    public SequenceName(string accession, Guid sequenceId, string source, DateTimeOffset now)
        => (Accession, SequenceId, Source, CreatedAt) = (accession, sequenceId, source, now);

    public string Accession { get; private set; }

    public Guid SequenceId { get; private set; }

    /// <summary>The file that said so.</summary>
    public string Source { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
}

internal sealed class SequenceConfiguration : IEntityTypeConfiguration<Sequence>
{
    public void Configure(EntityTypeBuilder<Sequence> sequence)
    {
        sequence.Property(x => x.Id).ValueGeneratedNever();
        sequence.Property(x => x.Sha256).HasMaxLength(64);
        sequence.HasIndex(x => x.Sha256).IsUnique();
    }
}

internal sealed class SequenceNameConfiguration : IEntityTypeConfiguration<SequenceName>
{
    public void Configure(EntityTypeBuilder<SequenceName> name)
    {
        name.HasKey(x => x.Accession);
        name.HasOne<Sequence>().WithMany().HasForeignKey(x => x.SequenceId);
    }
}
