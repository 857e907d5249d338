using System.Collections.Concurrent;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>
/// Ranks that share one device whose memory is enough for one of them: they work one after another, each until it needs what
/// another has not sent yet, and the tensors of those who wait lie in a store. Slow, but as large as the store is.
/// </summary>
public static class RanksInTurns
{
    /// <summary>Bytes of a piece of memory that is put aside; what is smaller stays where it is.</summary>
    public const long Large = 1 << 20;

    /// <summary>Runs <paramref name="work"/> once per rank, without gradients, and returns the results in rank order.</summary>
    /// <param name="size">how many ranks</param>
    /// <param name="store">where tensors of waiting ranks lie</param>
    /// <param name="work">what each does; of its tensors only those outlive it that it has detached from their dispose scope</param>
    /// <param name="large">bytes of a piece of memory that is put aside</param>
    /// <exception cref="AggregateException">what the ranks failed with</exception>
    public static T[] Run<T>(int size, ITileStore store, Func<ICommunicator, T> work, long large = Large)
    {
        // Each thread has a store of freed pieces of its own: as little as may be shall lie there while it rests.
        FreedMemory.ReleaseLarge(FreedMemory.LeastMapped);
        var turns = new Turns(size);
        using var switchboard = new StoringSwitchboard(store, turns, large);
        var results = new T[size];
        var failures = new ConcurrentQueue<Exception>();

        var threads = Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                turns.Begin();
                using var scope = NewDisposeScope();
                using var inference = no_grad();
                LiveTensors.Remember();
                results[rank] = work(new ThreadCommunicator(switchboard, size, rank));
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
                switchboard.HangUp();
            }
            finally
            {
                turns.End();
            }
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failures.IsEmpty ? results : throw new AggregateException(failures);
    }
}
