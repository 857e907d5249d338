using System.Text.Json;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Mpi;
using Reduction = FoldCP.Engine.Parallel.Reduction;

namespace FoldCP.Engine.Run.Measures;

/// <summary>The ranks that a launcher has started, or this process alone.</summary>
internal sealed class MeasuringRank : IDisposable
{
    private readonly MpiWorld? _launched = MpiWorld.Launched is null ? null : MpiWorld.Start();

    public ICommunicator Everyone => _launched is null ? new SoloCommunicator() : _launched.Everyone;

    /// <summary>Measures a fold with the others, and lets the first rank say what they have found. A rank that fails ends the others.</summary>
    /// <param name="shape">a <see cref="FoldShape"/> as a word</param>
    /// <returns>the process's exit code</returns>
    public static int Say(string shape)
    {
        using var rank = new MeasuringRank();
        try
        {
            var measured = FoldMeasured.Of(FoldShape.Parse(shape), rank.Everyone);
            if (rank.Everyone.Rank == 0)
                Console.WriteLine(JsonSerializer.Serialize(measured));
            return 0;
        }
        catch (Exception failure) when (rank._launched is not null)
        {
            Console.Error.WriteLine($"Rank {rank.Everyone.Rank}: {failure}");
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
