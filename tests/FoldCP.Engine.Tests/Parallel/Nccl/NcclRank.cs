using System.Diagnostics;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Parallel.Nccl;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Nccl;

/// <summary><c>nccl-rank CHECK</c>: one of several processes that meet over TCP, or by MPI, and make a check over a library that stands for NCCL.</summary>
internal static class NcclRank
{
    public const string Word = "nccl-rank";
    public const string IsKilled = "is killed";
    public const int Failed = 3;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    public static int Run(string check)
    {
        set_num_threads(1);
        var stub = NcclStub.At(Environment.GetEnvironmentVariable(NcclPlaces.Variable)!);
        stub.BeDeaf();
        using IRendezvous meeting = MpiWorld.Launched is null ? TcpRendezvous.At(RankPlace.Of(Environment.GetEnvironmentVariable)!, s_patience) : new MpiRendezvous(MpiWorld.Start());
        using var world = NcclWorld.Start(meeting, stub.Library, stub.Streams, CPU, TimeProvider.System);
        try
        {
            Check(check, world.Everyone);
            Console.Out.WriteLine($"rank {meeting.Rank} of {meeting.Size}: {check}");
            return 0;
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine($"Rank {meeting.Rank}: {failure.Message}");
            meeting.End(Failed);
            throw;
        }
    }

    private static void Check(string check, NcclCommunicator world)
    {
        if (check != IsKilled)
        {
            RankChecks.All[check](world);
            return;
        }
        world.AllReduce(ones(1), Reduction.Sum);
        if (world.Rank == 1)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
        world.AllReduce(ones(1), Reduction.Sum);
    }
}
