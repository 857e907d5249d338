using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Mpi;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>One of the processes that a launcher of MPI has started: makes a check with the others and says how it went.</summary>
internal static class MpiRank
{
    public const int Failed = 3;

    public static int Run(string check) => Run(check, RankChecks.All[check]);

    /// <summary>Makes a check that has a name.</summary>
    public static int Run(string name, Action<ICommunicator> check)
    {
        using var world = MpiWorld.Start();
        try
        {
            set_num_threads(1);
            check(world.Everyone);
            Console.Out.WriteLine($"rank {world.Everyone.Rank} of {world.Everyone.Size}: {name}");
            return 0;
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine($"Rank {world.Everyone.Rank}: {failure}");
            MpiWorld.End(Failed);
            throw;
        }
    }
}
