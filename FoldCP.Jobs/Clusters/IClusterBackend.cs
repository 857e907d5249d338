using FoldCP.Contract;

namespace FoldCP.Jobs.Clusters;

/// <summary>A place that runs the engine: this computer, or a cluster's scheduler. It keeps no memory of its own.</summary>
public interface IClusterBackend
{
    /// <summary>The back end's name as it stands in a fold's row.</summary>
    string Name { get; }

    /// <summary>The back end's name for work that was handed over earlier; null if it never was.</summary>
    /// <exception cref="ClusterUnreachableException">it cannot be said</exception>
    Task<string?> FindAsync(ClusterWork work, CancellationToken stop);

    /// <summary>
    /// Hands the work over and returns the back end's name for it. Handing over the same fold again returns the same name and
    /// starts nothing, so a step that died after submitting may simply run once more.
    /// </summary>
    /// <exception cref="ClusterUnreachableException">it cannot be said whether the work was taken; ask again later</exception>
    /// <exception cref="ClusterRefusedException">the work will never be taken as it is</exception>
    Task<string> SubmitAsync(ClusterWork work, CancellationToken stop);

    /// <summary>Looks at all these jobs at once. Each job asked about has an answer, whatever state the others are in.</summary>
    /// <exception cref="ClusterUnreachableException">nothing can be said at the moment</exception>
    Task<IReadOnlyDictionary<Guid, ClusterReport>> ObserveAsync(IReadOnlyList<ClusterJob> jobs, CancellationToken stop);

    /// <summary>Makes a job stop: politely at first, by force when it has been asked for long. To be called until it has stopped.</summary>
    /// <param name="job">which; it may have ended already</param>
    /// <param name="askedFor">since when it is asked to stop</param>
    /// <param name="stop">ends the call, not the job</param>
    Task CancelAsync(ClusterJob job, TimeSpan askedFor, CancellationToken stop);
}

/// <summary>What a back end needs to know to run one fold, whose <c>request.json</c> is written.</summary>
/// <param name="FoldId">which</param>
/// <param name="Folder">where</param>
/// <param name="Ranks">how many processes share it</param>
/// <param name="Mesh">how they lie, such as 2x3; null: as the engine thinks best</param>
public sealed record ClusterWork(Guid FoldId, RunFolder Folder, int Ranks, string? Mesh = null);

/// <summary>Work that a back end has taken, with the back end's name for it.</summary>
public sealed record ClusterJob(Guid FoldId, string BackendId, RunFolder Folder);

/// <summary>How a job fares. The exit code is known only of jobs that ended, and not of each of them; 128 + n says killed by signal n.</summary>
/// <param name="State">what it does</param>
/// <param name="ExitCode">of one that ended</param>
/// <param name="Trouble">what keeps the back end from telling, of one that is unknown</param>
public sealed record ClusterReport(ClusterState State, int? ExitCode = null, string? Trouble = null)
{
    public static ClusterReport Waiting { get; } = new(ClusterState.Waiting);

    public static ClusterReport Running { get; } = new(ClusterState.Running);

    public static ClusterReport Vanished { get; } = new(ClusterState.Vanished);

    public static ClusterReport Ended(int? exitCode) => new(ClusterState.Ended, exitCode);

    public static ClusterReport Unknown(string trouble) => new(ClusterState.Unknown, Trouble: trouble);
}

/// <summary>The states of a job, as far as a back end can tell them. Whether the fold went well is said by the run folder.</summary>
public enum ClusterState
{
    /// <summary>Taken, but not started.</summary>
    Waiting,
    Running,

    /// <summary>Over, with an exit code if it can be told.</summary>
    Ended,

    /// <summary>Neither there nor ended: killed together with its keeper, or the machine was restarted.</summary>
    Vanished,

    /// <summary>It cannot be said of this job at the moment, for a reason that is told; it is to be asked after again.</summary>
    Unknown,
}

/// <summary>The back end could not be spoken to. The work may well be running; ask again later.</summary>
public sealed class ClusterUnreachableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The back end will not take this work; the message is for the one who asked.</summary>
public sealed class ClusterRefusedException(string message, Exception? inner = null) : Exception(message, inner);
