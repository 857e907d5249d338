using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>All ranks, of which one exchange has a fault. What rows and columns say among themselves is as it should be.</summary>
/// <param name="inner">all ranks</param>
/// <param name="isMeant">which exchanges count, by what their pieces are like</param>
/// <param name="turn">which of these has the fault, from 0</param>
/// <param name="spoil">what becomes of the pieces that a rank receives; null: they have nothing that can be wrong so</param>
/// <param name="told">told of each rank whose pieces are spoilt</param>
internal sealed class FaultyWorld(
    ICommunicator inner, Func<Tensor, bool> isMeant, int turn, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>?> spoil, Action told) : ICommunicator
{
    private int _turn;

    public int Rank => inner.Rank;

    public int Size => inner.Size;

    public ITransfer<IReadOnlyList<Tensor>> Exchange(
        IReadOnlyList<(Tensor Piece, int To)> outgoing, IReadOnlyList<(long[] Shape, int From)> incoming, Tensor like)
    {
        var transfer = inner.Exchange(outgoing, incoming, like);
        return isMeant(like) && _turn++ == turn ? new Spoilt(transfer, spoil, told) : transfer;
    }

    public ITransfer<Tensor> Broadcast(Tensor? own, long[] shape, int from, Tensor like) => inner.Broadcast(own, shape, from, like);

    public Tensor AllReduce(Tensor local, Reduction reduction) => inner.AllReduce(local, reduction);

    public ICommunicator Among(params ReadOnlySpan<int> ranks) => inner.Among(ranks);

    /// <summary>Nothing that was received counts.</summary>
    public static IReadOnlyList<Tensor>? Lost(IReadOnlyList<Tensor> pieces) => pieces.Count == 0 ? null : [.. pieces.Select(piece => zeros_like(piece))];

    /// <summary>The first two pieces of one shape, from different ranks, are taken for one another.</summary>
    public static IReadOnlyList<Tensor>? Swapped(IReadOnlyList<Tensor> pieces)
    {
        var swapped = pieces.ToArray();
        for (var second = 1; second < swapped.Length; second++)
        {
            var first = Array.FindIndex(swapped, 0, second, piece => piece.shape.SequenceEqual(pieces[second].shape));
            if (first < 0)
                continue;
            (swapped[first], swapped[second]) = (swapped[second], swapped[first]);
            return swapped;
        }

        return null;
    }

    private sealed class Spoilt(
        ITransfer<IReadOnlyList<Tensor>> transfer, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>?> spoil, Action told) : ITransfer<IReadOnlyList<Tensor>>
    {
        public IReadOnlyList<Tensor> Wait()
        {
            var pieces = transfer.Wait();
            if (spoil(pieces) is not { } spoilt)
                return pieces;
            told();
            return spoilt;
        }
    }
}
