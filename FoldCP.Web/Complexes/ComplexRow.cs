using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame.States;

namespace FoldCP.Web.Complexes;

/// <summary>A complex as a line of a list: what its file says, and where its latest fold is.</summary>
public sealed record ComplexRow
{
    public required Guid Id { get; init; }

    public required string ExternalId { get; init; }

    public required string Name { get; init; }

    public required int Subunits { get; init; }

    public required int Chains { get; init; }

    public required int Residues { get; init; }

    public required Readiness Readiness { get; init; }

    public required string? Obstacle { get; init; }

    public Guid? FoldId { get; init; }

    public FoldState? FoldState { get; init; }

    public string? Stage { get; init; }

    public int? Step { get; init; }

    public int? Of { get; init; }

    public string? FoldReason { get; init; }

    public string? Trouble { get; init; }

    public DateTimeOffset? CancelAskedAt { get; init; }

    public bool? Trained { get; init; }

    /// <summary>The confidence score of the best sample, 0 to 1.</summary>
    public double? Score { get; init; }

    public ComplexState State => ComplexStates.Of(FoldState, Readiness);

    /// <summary>Why there is nothing to look at, or why it takes longer, where that needs saying.</summary>
    public string? Reason => FoldState is null ? Obstacle : FoldReason ?? Trouble;

    public bool IsUnderway => State is ComplexState.Queued or ComplexState.Preparing or ComplexState.Running or ComplexState.Collecting;

    public bool IsCancelling => IsUnderway && CancelAskedAt is not null;
}
