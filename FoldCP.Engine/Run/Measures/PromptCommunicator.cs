using FoldCP.Engine.Parallel;
using Reduction = FoldCP.Engine.Parallel.Reduction;

namespace FoldCP.Engine.Run.Measures;

/// <summary>Waits for each message before anything is computed: what a fold would be that hides no communication.</summary>
internal sealed class PromptCommunicator(ICommunicator inner) : ICommunicator
{
    public int Rank => inner.Rank;

    public int Size => inner.Size;

    public ITransfer<IReadOnlyList<Tensor>> Exchange(
        IReadOnlyList<(Tensor Piece, int To)> outgoing, IReadOnlyList<(long[] Shape, int From)> incoming, Tensor like)
        => new Arrived<IReadOnlyList<Tensor>>(inner.Exchange(outgoing, incoming, like).Wait());

    public ITransfer<Tensor> Broadcast(Tensor? own, long[] shape, int from, Tensor like)
        => new Arrived<Tensor>(inner.Broadcast(own, shape, from, like).Wait());

    public Tensor AllReduce(Tensor local, Reduction reduction) => inner.AllReduce(local, reduction);

    public ICommunicator Among(params ReadOnlySpan<int> ranks) => new PromptCommunicator(inner.Among(ranks));
}
