using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Mpi;
using static TorchSharp.torch;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>The ranks that a launcher has started, or this process alone.</summary>
internal sealed class BenchWorld : IDisposable
{
    private readonly MpiWorld? _launched = MpiWorld.Launched is null ? null : MpiWorld.Start();

    public ICommunicator Everyone => _launched is null ? new SoloCommunicator() : _launched.Everyone;

    /// <summary>Lets the first rank say what all of them have made together. A rank that fails ends the others.</summary>
    /// <returns>the process's exit code</returns>
    public static int Say(Func<ICommunicator, string> measure)
    {
        using var world = new BenchWorld();
        try
        {
            string told = measure(world.Everyone);
            if (world.Everyone.Rank == 0)
                Console.WriteLine(told);
            return 0;
        }
        catch (Exception failure) when (world._launched is not null)
        {
            Console.Error.WriteLine($"Rank {world.Everyone.Rank}: {failure}");
            MpiWorld.End(1);
            throw;
        }
    }

    public void Dispose() => _launched?.Dispose();
}

internal static class Together
{
    extension(ICommunicator world)
    {
        /// <summary>Goes on when all ranks are here.</summary>
        public void Meet() => _ = world.Means([0]);

        /// <summary>The mean over the ranks of each number.</summary>
        public double[] Means(double[] own)
        {
            using var scope = NewDisposeScope();
            return [.. world.AllReduce(tensor(own), Reduction.Sum).data<double>().Select(sum => sum / world.Size)];
        }

        /// <summary>The largest of the ranks of each number.</summary>
        public double[] Most(double[] own)
        {
            using var scope = NewDisposeScope();
            return [.. world.AllReduce(tensor(own), Reduction.Max).data<double>()];
        }
    }
}
