using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Sequences;

/// <summary>
/// A name under which a person's imports have brought a sequence, such as a UniProt accession. The newest import has the name; what
/// earlier imports found by it stays as it is.
/// </summary>
public sealed class SequenceName
{
    private SequenceName() => (Accession, Source) = ("", "");

    public SequenceName(Guid ownerId, string accession, Guid sequenceId, string source, DateTimeOffset now)
        => (OwnerId, Accession, SequenceId, Source, CreatedAt) = (ownerId, accession, sequenceId, source, now);

    public Guid OwnerId { get; private set; }

    /// <summary>Upper case.</summary>
    public string Accession { get; private set; }

    public Guid SequenceId { get; private set; }

    /// <summary>The file that said so.</summary>
    public string Source { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
}

internal sealed class SequenceNameConfiguration : IEntityTypeConfiguration<SequenceName>
{
    public void Configure(EntityTypeBuilder<SequenceName> name)
    {
        name.HasKey(x => new { x.OwnerId, x.Accession });
        name.HasOne<Sequence>().WithMany().HasForeignKey(x => x.SequenceId);
    }
}
