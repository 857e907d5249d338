using FoldCP.Contract;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// One attempt to fold one complex. This row is the truth about the attempt: it moves only through the methods here, and two who
/// move it at once are told so by its row version.
/// </summary>
public sealed class Fold
{
    private Fold() => (Weights, Backend) = ("", "");

    /// <param name="complex">what to fold: its id, its campaign's id and its residues</param>
    /// <param name="attempt">from 1</param>
    /// <param name="settings">how to fold</param>
    /// <param name="requestedById">the person who asked</param>
    /// <param name="now">when</param>
    /// <param name="ranks">how many processes share it</param>
    public Fold(FoldSubject complex, int attempt, FoldSettings settings, Guid requestedById, DateTimeOffset now, int ranks = 1)
        : this()
    {
        (Id, Attempt, RequestedById, QueuedAt) = (Guid.CreateVersion7(now), attempt, requestedById, now);
        (ComplexId, CampaignId, Tokens) = (complex.ComplexId, complex.CampaignId, complex.Tokens);
        (Weights, Seed, Samples, RecyclingSteps, SamplingSteps) =
            (settings.Weights, settings.Seed, settings.Samples, settings.RecyclingSteps, settings.SamplingSteps);
        Ranks = ranks;
        Enter(FoldState.Queued, null, now);
    }

    public Guid Id { get; private set; }

    public Guid ComplexId { get; private set; }

    public Guid CampaignId { get; private set; }

    /// <summary>From 1; a complex can be folded again.</summary>
    public int Attempt { get; private set; }

    /// <summary>Whether it is its complex's newest attempt; the database allows one per complex.</summary>
    public bool IsLatest { get; private set; } = true;

    /// <summary>The complex's residues when the fold was asked for; small ones go first.</summary>
    public int Tokens { get; private set; }

    public FoldState State { get; private set; }

    public DateTimeOffset StateSince { get; private set; }

    /// <summary>Why it is in this state, in the user's words, where that needs saying.</summary>
    public string? Reason { get; private set; }

    /// <summary>What keeps it from moving on at the moment; it is tried again. Null when all is well.</summary>
    public string? Trouble { get; private set; }

    public string Weights { get; private set; }

    public long Seed { get; private set; }

    public int Samples { get; private set; }

    public int RecyclingSteps { get; private set; }

    public int SamplingSteps { get; private set; }

    /// <summary>How many processes share it; the structure does not depend on it.</summary>
    public int Ranks { get; private set; }

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

    /// <summary>The engine's last sign of life, once that is worryingly long ago; else null.</summary>
    public DateTimeOffset? SilentSince { get; private set; }

    /// <summary>Until then someone is at the short step that Preparing or Collecting stands for; afterwards it counts as lost.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>How often that step failed by a mistake of ours rather than for want of a disk or a network.</summary>
    public int Mishaps { get; private set; }

    /// <summary>Null until there is a result; false says that the structure means nothing.</summary>
    public bool? Trained { get; private set; }

    /// <summary>Which weights they were, by content; null until there is a result.</summary>
    public string? WeightsSha256 { get; private set; }

    /// <summary>Wall-clock seconds of the engine; null until there is a result.</summary>
    public double? Seconds { get; private set; }

    public uint RowVersion { get; private set; }

    public List<FoldTransition> History { get; private set; } = [];

    public FoldSettings Settings => new(Weights, Seed, Samples, RecyclingSteps, SamplingSteps);

    public bool HasEnded => State is FoldState.Done or FoldState.Failed or FoldState.Cancelled;

    /// <summary>What the engine has finished is stored, whoever asks to stop it.</summary>
    public bool CanBeCancelled => State is FoldState.Queued or FoldState.Preparing or FoldState.Running;

    public void Prepare(DateTimeOffset now, TimeSpan lease)
    {
        Expect(FoldState.Queued);
        Enter(FoldState.Preparing, null, now);
        LeaseUntil = now + lease;
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

    /// <param name="lastSignOfLife">null when the engine is heard again</param>
    public void FallSilent(DateTimeOffset? lastSignOfLife)
    {
        Expect(FoldState.Running);
        SilentSince = lastSignOfLife;
    }

    public void Collect(DateTimeOffset now, TimeSpan lease)
    {
        Expect(FoldState.Running);
        Enter(FoldState.Collecting, null, now);
        LeaseUntil = now + lease;
    }

    /// <summary>Hands the step of this state out again.</summary>
    public void Renew(DateTimeOffset now, TimeSpan lease)
    {
        Expect(FoldState.Preparing, FoldState.Collecting);
        LeaseUntil = now + lease;
    }

    /// <summary>It could be looked at again.</summary>
    public void Recover() => Trouble = null;

    public void Finish(FoldDone result, DateTimeOffset now)
    {
        Expect(FoldState.Collecting);
        (Trained, WeightsSha256, Seconds) = (result.Trained, result.WeightsSha256, result.Seconds);
        End(FoldState.Done, null, now);
    }

    public void Fail(string reason, DateTimeOffset now)
    {
        Expect(FoldState.Queued, FoldState.Preparing, FoldState.Running, FoldState.Collecting);
        End(FoldState.Failed, reason, now);
    }

    /// <summary>Asks to cancel what an engine may still do; a result that is complete is taken in.</summary>
    /// <returns>whether this is news</returns>
    public bool AskToCancel(DateTimeOffset now)
    {
        if (CancelAskedAt is not null || !CanBeCancelled)
            return false;

        CancelAskedAt = now;
        History.Add(new FoldTransition(Id, State, "Somebody asked to cancel it.", now));
        return true;
    }

    public void Cancelled(DateTimeOffset now)
    {
        Expect(FoldState.Queued, FoldState.Preparing, FoldState.Running);
        if (CancelAskedAt is null)
            throw new InvalidOperationException($"Nobody asked to cancel fold {Id}.");

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
        (Trouble, SilentSince, LeaseUntil, Mishaps) = (null, null, null, 0);
        History.Add(new FoldTransition(Id, state, reason, now));
    }
}
