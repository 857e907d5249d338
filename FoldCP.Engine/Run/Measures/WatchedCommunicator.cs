using System.Diagnostics;
using FoldCP.Engine.Parallel;
using Reduction = FoldCP.Engine.Parallel.Reduction;

namespace FoldCP.Engine.Run.Measures;

/// <summary>Passes everything on, and notes how much of it there is and how long the rank waits for it.</summary>
internal sealed class WatchedCommunicator(ICommunicator inner, Tally tally) : ICommunicator
{
    public int Rank => inner.Rank;

    public int Size => inner.Size;

    public ITransfer<IReadOnlyList<Tensor>> Exchange(
        IReadOnlyList<(Tensor Piece, int To)> outgoing, IReadOnlyList<(long[] Shape, int From)> incoming, Tensor like)
    {
        tally.Sent += outgoing.Where(piece => piece.To != Rank).Sum(piece => Bytes(piece.Piece.shape, like));
        tally.Received += incoming.Where(piece => piece.From != Rank).Sum(piece => Bytes(piece.Shape, like));
        return new Watched<IReadOnlyList<Tensor>>(inner.Exchange(outgoing, incoming, like), tally);
    }

    public ITransfer<Tensor> Broadcast(Tensor? own, long[] shape, int from, Tensor like)
    {
        if (from == Rank)
            tally.Sent += (Size - 1) * Bytes(shape, like);
        else
            tally.Received += Bytes(shape, like);
        return new Watched<Tensor>(inner.Broadcast(own, shape, from, like), tally);
    }

    public Tensor AllReduce(Tensor local, Reduction reduction)
    {
        double bytes = 2.0 * (Size - 1) / Size * Bytes(local.shape, local);
        tally.Sent += bytes;
        tally.Received += bytes;
        return Timed(() => inner.AllReduce(local, reduction), tally);
    }

    public ICommunicator Among(params ReadOnlySpan<int> ranks) => new WatchedCommunicator(inner.Among(ranks), tally);

    private static double Bytes(long[] shape, Tensor like) => shape.Aggregate((double)like.element_size(), (product, length) => product * length);

    private static T Timed<T>(Func<T> wait, Tally tally)
    {
        long begin = Stopwatch.GetTimestamp();
        var got = wait();
        tally.Waited += Stopwatch.GetElapsedTime(begin);
        return got;
    }

    private sealed class Watched<T>(ITransfer<T> inner, Tally tally) : ITransfer<T>
    {
        public T Wait() => Timed(inner.Wait, tally);
    }
}
