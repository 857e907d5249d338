using System.Globalization;
using System.Text.RegularExpressions;
using FoldCP.Contract;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>A rank that was killed or crashed: who it is, and what is told of it.</summary>
internal static partial class LostRank
{
    /// <summary>What a line of Open MPI's launcher says of who was lost.</summary>
    /// <returns>its number; null: the line speaks of something else</returns>
    public static int? In(string line) => OpenMpi().Match(line) is { Success: true } named ? Number(named.Groups[1].Value) : null;

    /// <summary>Who was lost first, as noted where the launcher cannot say.</summary>
    /// <param name="notes">numbers of ranks, a line each</param>
    public static int? Noted(string notes) => notes.Split('\n') is [var first, _, ..] ? Number(first) : null;

    /// <summary>What a run folder is told of it.</summary>
    /// <param name="folder">which may have been cancelled: then whoever cancelled has killed it</param>
    /// <param name="rank">which</param>
    /// <param name="process">where it was; null: nobody knows</param>
    /// <param name="stage">at which it was lost</param>
    /// <param name="at">when</param>
    public static FoldFailed Told(RunFolder folder, int rank, RankProcess? process, FoldStage stage, DateTimeOffset at)
    {
        bool isCancelled = File.Exists(folder.Cancel);
        string where = process is null ? "" : $" (process {process.Pid} on {process.Host})";
        return new()
        {
            FailedAt = at,
            Stage = stage,
            Rank = rank,
            Kind = isCancelled ? FailureKind.Cancelled : FailureKind.Internal,
            Cause = isCancelled ? Failure.Cancelled
                : $"Rank {rank}{where} was lost: it was killed, or it crashed. The system kills a process where memory runs out: then take more ranks on more machines, or fold fewer chains.",
        };
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    // mpirun noticed that process rank 1 with PID 0 on node here exited on signal 9 (Killed).
    [GeneratedRegex(@"process rank (\d+) with PID \d+ on node \S+ exited on signal")]
    private static partial Regex OpenMpi();
}
