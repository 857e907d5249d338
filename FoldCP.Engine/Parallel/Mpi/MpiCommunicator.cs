using FoldCP.Engine.Tensors;
using static FoldCP.Engine.Parallel.Mpi.MpiCalls;

namespace FoldCP.Engine.Parallel.Mpi;

/// <summary>Ranks that are processes, on one machine or many, started by <c>mpirun</c>, <c>srun</c> or their like.</summary>
/// <remarks>
/// Between two ranks messages arrive in the order in which they were sent, so they need no tags. Large ones move on only inside
/// calls of MPI: what is computed before the wait hides little of them.
/// </remarks>
internal sealed unsafe class MpiCommunicator : ICommunicator
{
    private readonly nint _comm;

    internal MpiCommunicator(nint comm)
    {
        _comm = comm;
        Check(SetErrorHandler(comm, MpiLibrary.Loaded.ErrorsReturn));
        Check(MpiCalls.Rank(comm, out var rank));
        Check(MpiCalls.Size(comm, out var size));
        (Rank, Size) = (rank, size);
    }

    public int Rank { get; }

    public int Size { get; }

    public ITransfer<IReadOnlyList<Tensor>> Exchange(
        IReadOnlyList<(Tensor Piece, int To)> outgoing, IReadOnlyList<(long[] Shape, int From)> incoming, Tensor like)
    {
        Settle(like);
        var transfer = new MpiTransfer(_comm);
        var ownPieces = new Queue<Tensor>(outgoing.Where(piece => piece.To == Rank).Select(piece => piece.Piece.detach().contiguous()));
        var received = new List<Tensor>();
        foreach (var (shape, from) in incoming)
        {
            received.Add(from == Rank ? ownPieces.Dequeue() : Empty(shape, like));
            if (from != Rank)
                transfer.Receive(received[^1], from);
        }

        foreach (var (piece, to) in outgoing.Where(piece => piece.To != Rank))
            transfer.Send(piece, to);
        return new Reception<IReadOnlyList<Tensor>>(transfer, received);
    }

    public ITransfer<Tensor> Broadcast(Tensor? own, long[] shape, int from, Tensor like)
    {
        if (Size == 1)
            return new Arrived<Tensor>(own!.alias());
        Settle(like);
        var transfer = new MpiTransfer(_comm);
        var tensor = from == Rank ? own!.alias() : Empty(shape, like);
        transfer.Broadcast(tensor, from);
        return new Reception<Tensor>(transfer, tensor);
    }

    public Tensor AllReduce(Tensor local, Reduction reduction)
    {
        if (MpiLibrary.Loaded.TypeOf(local.dtype) is not { } type)
        {
            using var wide = local.to(ScalarType.Float32);
            using var reduced = AllReduce(wide, reduction);
            return reduced.to(local.dtype);
        }

        using var plain = local.detach();
        using var own = plain.contiguous();
        var sum = own.clone();
        Settle(sum);
        var data = (byte*)NativeTensors.DataPointer(sum);
        for (long at = 0, total = sum.numel(); at < total; at += int.MaxValue)
        {
            var count = (int)Math.Min(int.MaxValue, total - at);
            Check(MpiCalls.AllReduce(MpiLibrary.Loaded.InPlace, data + (at * sum.element_size()), count, type, MpiLibrary.Loaded.Operation(reduction), _comm));
        }

        return sum;
    }

    public ICommunicator Among(params ReadOnlySpan<int> ranks)
    {
        nint all = 0, some = 0, part = 0;
        Check(GroupOf(_comm, &all));
        fixed (int* members = ranks)
            Check(Include(all, ranks.Length, members, &some));
        // Only the members make it, and no two groups with a member in common are made at the same time.
        Check(CreateFrom(_comm, some, tag: ranks[0], &part));
        Check(FreeGroup(&some));
        Check(FreeGroup(&all));
        return new MpiCommunicator(part);
    }

    // MPI knows nothing of a device's streams: what it is to read must be there, and who uses what it overwrites must be done.
    private static void Settle(Tensor like)
    {
        if (like.device_type == TorchSharp.DeviceType.CUDA)
            cuda.synchronize(like.device);
    }

    private static Tensor Empty(long[] shape, Tensor like) => empty(shape, dtype: like.dtype, device: like.device);

    private sealed class Reception<T>(MpiTransfer transfer, T content) : ITransfer<T>
    {
        public T Wait()
        {
            transfer.Wait();
            return content;
        }
    }
}
