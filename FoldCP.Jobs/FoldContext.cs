using FoldCP.Jobs.Artefacts;
using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Jobs.Imports;
using FoldCP.Jobs.People;
using FoldCP.Jobs.Results;
using FoldCP.Jobs.Sequences;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs;

/// <summary>All that FoldCP remembers, in PostgreSQL's schema <c>fold</c>.</summary>
public sealed class FoldContext(DbContextOptions<FoldContext> options) : IdentityDbContext<Person, IdentityRole<Guid>, Guid>(options)
{
    public const string Schema = "fold";

    public DbSet<Campaign> Campaigns => Set<Campaign>();

    public DbSet<Complex> Complexes => Set<Complex>();

    public DbSet<Subunit> Subunits => Set<Subunit>();

    public DbSet<Sequence> Sequences => Set<Sequence>();

    public DbSet<SequenceName> SequenceNames => Set<SequenceName>();

    public DbSet<Fold> Folds => Set<Fold>();

    public DbSet<FoldTransition> Transitions => Set<FoldTransition>();

    public DbSet<SampleScore> Scores => Set<SampleScore>();

    public DbSet<Artefact> Artefacts => Set<Artefact>();

    public DbSet<Upload> Uploads => Set<Upload>();

    public DbSet<ImportedFile> ImportedFiles => Set<ImportedFile>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
        => configurationBuilder.Properties<Enum>().HaveConversion<string>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(Schema);
        builder.ApplyConfigurationsFromAssembly(typeof(FoldContext).Assembly);
    }
}
