using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>A row or column of ranks with a fault.</summary>
/// <param name="everyone">all ranks, which make the same calls in all rows, or in all columns</param>
/// <param name="inner">the right ranks</param>
/// <param name="crossing">the column or row that they cross</param>
/// <param name="fault">what is wrong</param>
internal sealed class FaultyGroup(ICommunicator everyone, ICommunicator inner, ICommunicator crossing, Fault fault) : ICommunicator
{
    public int Rank => inner.Rank;

    public int Size => inner.Size;

    private int LastOther => Rank == Size - 1 ? Size - 2 : Size - 1;

    public ITransfer<IReadOnlyList<Tensor>> Exchange(
        IReadOnlyList<(Tensor Piece, int To)> outgoing, IReadOnlyList<(long[] Shape, int From)> incoming, Tensor like)
    {
        var transfer = inner.Exchange(outgoing, incoming, like);
        return new Spoilt<IReadOnlyList<Tensor>>(transfer, pieces => [.. pieces.Zip(incoming, (piece, expected) => IsLost(expected.From) ? zeros_like(piece) : piece)]);
    }

    // What a member hands round is all that it has where lengths divide evenly: it is at hand even when it is not its turn.
    public ITransfer<Tensor> Broadcast(Tensor? own, long[] shape, int from, Tensor like)
    {
        if (!IsEven(shape, like))
            return inner.Broadcast(own, shape, from, like);
        var (group, sender) = fault switch
        {
            Fault.WrongDirection => (inner, (Size - from) % Size),
            Fault.SwappedRowsAndColumns => (crossing, from),
            _ => (inner, from),
        };
        var sent = group.Broadcast(group.Rank == sender ? like : null, shape, sender, like);
        return fault is Fault.SkippedPart && from == LastOther ? new Spoilt<Tensor>(sent, piece => zeros_like(piece)) : sent;
    }

    public Tensor AllReduce(Tensor local, Reduction reduction)
    {
        var reduced = (fault is Fault.SwappedRowsAndColumns ? crossing : inner).AllReduce(local, reduction);
        return fault is Fault.SkippedMerge && reduction is Reduction.Sum ? local.alias() : reduced;
    }

    public ICommunicator Among(params ReadOnlySpan<int> ranks) => inner.Among(ranks);

    private bool IsEven(long[] shape, Tensor like)
    {
        using var uneven = everyone.AllReduce(tensor(like.shape.SequenceEqual(shape) ? 0 : 1), Reduction.Sum);
        return uneven.item<int>() == 0;
    }

    private bool IsLost(int from) => fault is Fault.SkippedMerge || (fault is Fault.SkippedPart && from == LastOther);

    private sealed class Spoilt<T>(ITransfer<T> transfer, Func<T, T> spoil) : ITransfer<T>
    {
        public T Wait() => spoil(transfer.Wait());
    }
}
