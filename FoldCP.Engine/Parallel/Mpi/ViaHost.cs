namespace FoldCP.Engine.Parallel.Mpi;

/// <summary>
/// A transport that reads the host's memory alone, for tensors that lie on a device: they are copied to the host before they leave, and
/// to the device when they are waited for. What it can read passes as it is.
/// </summary>
/// <param name="host">the transport</param>
/// <param name="isFar">whether it cannot read a tensor</param>
internal sealed class ViaHost(ICommunicator host, Func<Tensor, bool> isFar) : ICommunicator
{
    public int Rank => host.Rank;

    public int Size => host.Size;

    public ITransfer<IReadOnlyList<Tensor>> Exchange(
        IReadOnlyList<(Tensor Piece, int To)> outgoing, IReadOnlyList<(long[] Shape, int From)> incoming, Tensor like)
    {
        if (!isFar(like))
            return host.Exchange(outgoing, incoming, like);
        using var near = Kind(like);
        List<(Tensor Piece, int To)> copies = [.. outgoing.Select(message => (Near(message.Piece), message.To))];
        var transfer = host.Exchange(copies, incoming, near);
        copies.ForEach(copy => copy.Piece.Dispose());
        var device = like.device;
        return transfer.Then<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>>(pieces => [.. pieces.Select(piece => Back(piece, device))]);
    }

    public ITransfer<Tensor> Broadcast(Tensor? own, long[] shape, int from, Tensor like)
    {
        if (!isFar(like))
            return host.Broadcast(own, shape, from, like);
        using var near = Kind(like);
        using var copy = own is null ? null : Near(own);
        var transfer = host.Broadcast(copy, shape, from, near);
        var device = like.device;
        return transfer.Then(piece => Back(piece, device));
    }

    public Tensor AllReduce(Tensor local, Reduction reduction)
    {
        if (!isFar(local))
            return host.AllReduce(local, reduction);
        using var near = Near(local);
        return Back(host.AllReduce(near, reduction), local.device);
    }

    public ICommunicator Among(params ReadOnlySpan<int> ranks) => new ViaHost(host.Among(ranks), isFar);

    // What a tensor is but for what is in it, which may be all that this rank has of a matrix.
    private static Tensor Kind(Tensor like) => empty(0, like.dtype, CPU);

    // The copy waits for what the device still computes.
    private static Tensor Near(Tensor x)
    {
        using var plain = x.detach();
        return plain.to(CPU, copy: true);
    }

    private static Tensor Back(Tensor near, Device device)
    {
        using (near)
            return near.to(device, copy: true);
    }
}
