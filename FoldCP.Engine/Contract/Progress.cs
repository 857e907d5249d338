namespace FoldCP.Contract;

/// <summary>One line of <c>progress.jsonl</c>.</summary>
/// <param name="Time">when, in UTC</param>
/// <param name="Stage">which part of the fold</param>
/// <param name="Step">how many steps of this stage are finished</param>
/// <param name="Of">how many steps this stage has</param>
/// <param name="Message">in a biologist's words</param>
public sealed record Progress(DateTimeOffset Time, FoldStage Stage, int Step, int Of, string Message);

/// <summary>The parts of a fold, in order.</summary>
public enum FoldStage { Start, Features, Trunk, Sampling, Confidence, Output }

/// <summary>Who works on a folder: the content of <c>engine.json</c>, written by rank 0 as its first act.</summary>
/// <param name="Pid">the process id of rank 0 on <paramref name="Host"/></param>
/// <param name="StartTicks">field 22 of /proc/PID/stat: with it a recycled process id is told from the engine</param>
/// <param name="Host">the machine's name</param>
/// <param name="EngineVersion">the engine's version</param>
/// <param name="StartedAt">when, in UTC</param>
/// <param name="Ranks">all that share the fold, rank 0 first; null: it folds alone</param>
public sealed record EngineProcess(
    int Pid, long StartTicks, string Host, string EngineVersion, DateTimeOffset StartedAt, IReadOnlyList<RankProcess>? Ranks = null);

/// <summary>One of the processes that share a fold.</summary>
/// <param name="Rank">its number among them</param>
/// <param name="Pid">its process id on <paramref name="Host"/></param>
/// <param name="StartTicks">field 22 of /proc/PID/stat</param>
/// <param name="Host">the machine's name</param>
public sealed record RankProcess(int Rank, int Pid, long StartTicks, string Host);
