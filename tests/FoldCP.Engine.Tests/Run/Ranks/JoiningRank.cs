using FoldCP.Contract;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Parallel.Nccl;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary><c>joining-rank</c>: one of several processes that are to meet by MPI, of which the second finds its library of no use before it does.</summary>
internal static class JoiningRank
{
    public const string Word = "joining-rank";

    public static int Run()
    {
        using var meeting = new MpiRendezvous(MpiWorld.Start());
        var told = AwaitedRank.Do(meeting, () => meeting.Rank == 1 ? throw new EntryPointNotFoundException("There is no ncclCommSplit.") : meeting.Meet(23007, () => new byte[NcclId.Length]));
        return told.Length > 0 ? ExitCode.Done : ExitCode.Unsupported;
    }
}
