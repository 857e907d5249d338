using FoldCP.Contract;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Artefacts;

/// <summary>A file of a fold's result. Its bytes lie in the artefact store under their SHA-256.</summary>
public sealed class Artefact
{
    private Artefact() => (FileName, Sha256) = ("", "");

    public Artefact(Guid foldId, ResultFile file, DateTimeOffset now)
        => (Id, FoldId, Kind, Sample, FileName, Bytes, Sha256, CreatedAt) =
            (Guid.CreateVersion7(), foldId, file.Kind, file.Sample, Path.GetFileName(file.Path), file.Bytes, file.Sha256, now);

    public Guid Id { get; private set; }

    public Guid FoldId { get; private set; }

    public ResultKind Kind { get; private set; }

    public int Sample { get; private set; }

    public string FileName { get; private set; }

    public long Bytes { get; private set; }

    public string Sha256 { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
}

internal sealed class ArtefactConfiguration : IEntityTypeConfiguration<Artefact>
{
    public void Configure(EntityTypeBuilder<Artefact> artefact)
    {
        artefact.Property(x => x.Id).ValueGeneratedNever();
        artefact.Property(x => x.Sha256).HasMaxLength(64);
        artefact.HasOne<Folds.Fold>().WithMany().HasForeignKey(x => x.FoldId);
        artefact.HasIndex(x => new { x.FoldId, x.FileName }).IsUnique();
        artefact.HasIndex(x => x.Sha256);
    }
}
