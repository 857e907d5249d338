using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Folds;

/// <summary>A line of a fold's history: it entered a state, or somebody asked something of it there. Only ever added.</summary>
public sealed class FoldTransition
{
    private FoldTransition() { }

    internal FoldTransition(Guid foldId, FoldState state, string? reason, DateTimeOffset at)
        => (Id, FoldId, State, Reason, At) = (Guid.CreateVersion7(), foldId, state, reason, at);

    public Guid Id { get; private set; }

    public Guid FoldId { get; private set; }

    public FoldState State { get; private set; }

    public string? Reason { get; private set; }

    public DateTimeOffset At { get; private set; }
}

internal sealed class FoldTransitionConfiguration : IEntityTypeConfiguration<FoldTransition>
{
    public void Configure(EntityTypeBuilder<FoldTransition> transition)
        => transition.Property(x => x.Id).ValueGeneratedNever();
}
