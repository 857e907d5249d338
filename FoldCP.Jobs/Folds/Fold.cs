using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// One attempt to fold one complex. This row is the truth about the attempt: it moves only through the methods here, and two who
/// move it at once are told so by its row version.
/// </summary>
public sealed class Fold
{
    private Fold() => (Weights, Backend) = ("", "");

    public Fold(Guid complexId, Guid campaignId, int attempt, FoldSettings settings, Guid requestedById, DateTimeOffset now)
        : this()
    {
        (Id, ComplexId, CampaignId, Attempt, RequestedById, QueuedAt) = (Guid.CreateVersion7(), complexId, campaignId, attempt, requestedById, now);
        (Weights, Seed, Samples, RecyclingSteps, SamplingSteps) =
            (settings.Weights, settings.Seed, settings.Samples, settings.RecyclingSteps, settings.SamplingSteps);
        Enter(FoldState.Queued, null, now);
    }

    public Guid Id { get; private set; }

    public Guid ComplexId { get; private set; }

    public Guid CampaignId { get; private set; }

    /// <summary>From 1; a complex can be folded again.</summary>
    public int Attempt { get; private set; }

    public FoldState State { get; private set; }

    public DateTimeOffset StateSince { get; private set; }

    /// <summary>Why it is in this state, in the user's words, where that needs saying.</summary>
    public string? Reason { get; private set; }

    public string Weights { get; private set; }

    public long Seed { get; private set; }

    public int Samples { get; private set; }

    public int RecyclingSteps { get; private set; }

    public int SamplingSteps { get; private set; }

    public Guid RequestedById { get; private set; }

    public DateTimeOffset QueuedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public DateTimeOffset? CancelAskedAt { get; private set; }

    /// <summary>Which back end runs it, and under which name that back end knows it.</summary>
    public string Backend { get; private set; }

    public string? BackendId { get; private set; }

    public string? Stage { get; private set; }

    public int Step { get; private set; }

    public int Of { get; private set; }

    public string? Message { get; private set; }

    /// <summary>Null until there is a result; false says that the structure means nothing.</summary>
    public bool? Trained { get; private set; }

    public uint RowVersion { get; private set; }

    public List<FoldTransition> History { get; private set; } = [];

    public bool HasEnded => State is FoldState.Done or FoldState.Failed or FoldState.Cancelled;

    public void Prepare(DateTimeOffset now)
    {
        Expect(FoldState.Queued);
        Enter(FoldState.Preparing, null, now);
    }

    public void Submitted(string backend, string backendId, DateTimeOffset now)
    {
        Expect(FoldState.Preparing);
        (Backend, BackendId, StartedAt) = (backend, backendId, now);
        Enter(FoldState.Running, null, now);
    }

    public void Report(string stage, int step, int of, string message)
    {
        Expect(FoldState.Running);
        (Stage, Step, Of, Message) = (stage, step, of, message);
    }

    public void Collect(DateTimeOffset now)
    {
        Expect(FoldState.Running);
        Enter(FoldState.Collecting, null, now);
    }

    public void Finish(bool trained, DateTimeOffset now)
    {
        Expect(FoldState.Collecting);
        Trained = trained;
        End(FoldState.Done, null, now);
    }

    public void Fail(string reason, DateTimeOffset now)
    {
        Expect(FoldState.Queued, FoldState.Preparing, FoldState.Running, FoldState.Collecting);
        End(FoldState.Failed, reason, now);
    }

    public void AskToCancel(DateTimeOffset now)
    {
        if (!HasEnded)
            CancelAskedAt ??= now;
    }

    public void Cancelled(DateTimeOffset now)
    {
        Expect(FoldState.Queued, FoldState.Preparing, FoldState.Running);
        End(FoldState.Cancelled, null, now);
    }

    private void Expect(params ReadOnlySpan<FoldState> states)
    {
        if (!states.Contains(State))
            throw new InvalidOperationException($"Fold {Id} is {State}; this step wants {string.Join(" or ", states.ToArray())}.");
    }

    private void End(FoldState state, string? reason, DateTimeOffset now)
    {
        EndedAt = now;
        Enter(state, reason, now);
    }

    private void Enter(FoldState state, string? reason, DateTimeOffset now)
    {
        (State, Reason, StateSince) = (state, reason, now);
        History.Add(new FoldTransition(Id, state, reason, now));
    }
}

/// <summary>The states of a fold; the last three are ends.</summary>
public enum FoldState { Queued, Preparing, Running, Collecting, Done, Failed, Cancelled }

/// <summary>How to fold; see <see cref="Contract.FoldOptions"/>.</summary>
public sealed record FoldSettings(string Weights, long Seed, int Samples, int RecyclingSteps, int SamplingSteps);

/// <summary>A line of a fold's history; only ever added.</summary>
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

internal sealed class FoldConfiguration : IEntityTypeConfiguration<Fold>
{
    public void Configure(EntityTypeBuilder<Fold> fold)
    {
        fold.Property(x => x.Id).ValueGeneratedNever();
        fold.Property(x => x.RowVersion).IsRowVersion();
        fold.HasOne<Complexes.Complex>().WithMany().HasForeignKey(x => x.ComplexId);
        fold.HasOne<Campaigns.Campaign>().WithMany().HasForeignKey(x => x.CampaignId);
        fold.HasMany(x => x.History).WithOne().HasForeignKey(x => x.FoldId);
        fold.HasIndex(x => new { x.ComplexId, x.Attempt }).IsUnique();
        fold.HasIndex(x => new { x.CampaignId, x.State });
        fold.HasIndex(x => x.State);
    }
}

internal sealed class FoldTransitionConfiguration : IEntityTypeConfiguration<FoldTransition>
{
    public void Configure(EntityTypeBuilder<FoldTransition> transition)
        => transition.Property(x => x.Id).ValueGeneratedNever();
}
