using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>Ranks that are processes with a GPU each. Messages are under way while their device computes, and the host waits for neither.</summary>
/// <remarks>
/// Between two ranks messages arrive in the order in which they were sent. What does not lie on the GPU is taken there and back, which is for words
/// and other small things.
/// </remarks>
internal sealed unsafe class NcclCommunicator(NcclLane lane, nint comm, int size, int rank) : ICommunicator
{
    public int Rank => rank;

    public int Size => size;

    public ITransfer<IReadOnlyList<Tensor>> Exchange(
        IReadOnlyList<(Tensor Piece, int To)> outgoing, IReadOnlyList<(long[] Shape, int From)> incoming, Tensor like)
    {
        var transfer = new NcclTransfer(lane, comm);
        var ownPieces = new Queue<Tensor>(outgoing.Where(piece => piece.To == rank).Select(piece => piece.Piece.detach().contiguous()));
        var received = new List<Tensor>();
        foreach (var (shape, from) in incoming)
        {
            received.Add(from == rank ? ownPieces.Dequeue() : Empty(shape, like));
            if (from != rank)
                transfer.Receive(received[^1], from);
        }

        foreach (var (piece, to) in outgoing.Where(piece => piece.To != rank))
            transfer.Send(piece, to);
        return new Reception<IReadOnlyList<Tensor>>(transfer.Start(), () => [.. received.Select(tensor => Home(tensor, like))]);
    }

    public ITransfer<Tensor> Broadcast(Tensor? own, long[] shape, int from, Tensor like)
    {
        var transfer = new NcclTransfer(lane, comm);
        var tensor = from == rank ? own!.alias() : Empty(shape, like);
        transfer.Broadcast(tensor, from);
        return new Reception<Tensor>(transfer.Start(), () => Home(tensor, like));
    }

    public Tensor AllReduce(Tensor local, Reduction reduction)
    {
        // Sums of narrow numbers would be rounded once on every rank.
        if (reduction is Reduction.Sum && local.dtype.IsNarrow)
        {
            using var wide = local.Widened();
            using var sumOfWide = AllReduce(wide, reduction);
            return sumOfWide.to(local.dtype);
        }

        var (type, operation) = (TypeOf(local.dtype), OperationOf(reduction));
        var sum = Empty(local.shape, local).copy_(local.detach());
        if (sum.numel() > 0)
            lane.End(lane.Start(stream => lane.Library.AllReduce(NcclLane.Address(sum), sum.numel(), type, operation, comm, stream)));
        return Home(sum, local);
    }

    public ICommunicator Among(params ReadOnlySpan<int> ranks)
    {
        int[] members = ranks.ToArray();
        if (members.SequenceEqual(Enumerable.Range(0, size)))
            return this;
        // All ranks take part, also those that will be alone; parts have no rank in common, so any of its ranks names one.
        bool isAlone = members.Length == 1;
        int place = Array.IndexOf(members, rank);
        nint part = lane.Guard.Call(() => lane.Guard.Guard(lane.Library.Split(comm, isAlone ? null : members.Min(), place)));
        return isAlone ? new SoloCommunicator() : new NcclCommunicator(lane, part, members.Length, place);
    }

    private static NcclType TypeOf(ScalarType type) => type switch
    {
        ScalarType.Int8 => NcclType.Int8,
        ScalarType.Byte => NcclType.UInt8,
        ScalarType.Int32 => NcclType.Int32,
        ScalarType.Int64 => NcclType.Int64,
        ScalarType.Float16 => NcclType.Float16,
        ScalarType.BFloat16 => NcclType.BFloat16,
        ScalarType.Float32 => NcclType.Float32,
        ScalarType.Float64 => NcclType.Float64,
        _ => throw new NotSupportedException($"NCCL cannot reduce {type}."),
    };

    private static NcclOperation OperationOf(Reduction reduction) => reduction switch
    {
        Reduction.Sum => NcclOperation.Sum,
        Reduction.Max => NcclOperation.Max,
        _ => throw new ArgumentOutOfRangeException(nameof(reduction)),
    };

    private Tensor Empty(long[] shape, Tensor like) => empty(shape, dtype: like.dtype, device: lane.Device);

    private static Tensor Home(Tensor tensor, Tensor like)
    {
        if (tensor.device_type == like.device_type)
            return tensor;
        using (tensor)
            return tensor.to(like.device);
    }

    private sealed class Reception<T>(NcclTransfer transfer, Func<T> content) : ITransfer<T>
    {
        public T Wait()
        {
            transfer.Wait();
            return content();
        }
    }
}
