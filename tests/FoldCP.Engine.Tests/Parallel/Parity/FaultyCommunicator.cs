using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>The ranks of a square mesh whose rows and columns have a fault. What all ranks say together is as it should be.</summary>
/// <param name="inner">all ranks</param>
/// <param name="side">how many rows and columns they have</param>
/// <param name="fault">what is wrong</param>
internal sealed class FaultyCommunicator(ICommunicator inner, int side, Fault fault) : ICommunicator
{
    public int Rank => inner.Rank;

    public int Size => inner.Size;

    public ITransfer<IReadOnlyList<Tensor>> Exchange(
        IReadOnlyList<(Tensor Piece, int To)> outgoing, IReadOnlyList<(long[] Shape, int From)> incoming, Tensor like) => inner.Exchange(outgoing, incoming, like);

    public ITransfer<Tensor> Broadcast(Tensor? own, long[] shape, int from, Tensor like) => inner.Broadcast(own, shape, from, like);

    public Tensor AllReduce(Tensor local, Reduction reduction) => inner.AllReduce(local, reduction);

    public ICommunicator Among(params ReadOnlySpan<int> ranks)
    {
        int[] members = ranks.ToArray();
        return new FaultyGroup(inner, inner.Among(members), inner.Among(Crossing(members)), fault);
    }

    // The column of this rank where its row is meant, its row where its column is.
    private int[] Crossing(int[] members)
    {
        var (row, col) = (Rank / side, Rank % side);
        var isRow = members.All(rank => rank / side == row);
        return [.. Enumerable.Range(0, side).Select(n => isRow ? (n * side) + col : (row * side) + n)];
    }
}
