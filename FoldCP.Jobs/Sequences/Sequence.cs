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

internal sealed class SequenceConfiguration : IEntityTypeConfiguration<Sequence>
{
    public void Configure(EntityTypeBuilder<Sequence> sequence)
    {
        sequence.Property(x => x.Id).ValueGeneratedNever();
        sequence.Property(x => x.Sha256).HasMaxLength(64);
        sequence.HasIndex(x => x.Sha256).IsUnique();
    }
}
