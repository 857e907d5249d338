using FoldCP.Engine.Parallel;
using static TorchSharp.torch;
using Reduction = FoldCP.Engine.Parallel.Reduction;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>Passes everything on, and adds up what its rank's thread uses for it.</summary>
internal sealed class MessageUse(ICommunicator inner, MessageUse? whole = null) : ICommunicator
{
    private ThreadUse _all;

    public ThreadUse All => _all;

    public int Rank => inner.Rank;

    public int Size => inner.Size;

    private MessageUse Whole => whole ?? this;

    public ITransfer<IReadOnlyList<Tensor>> Exchange(
        IReadOnlyList<(Tensor Piece, int To)> outgoing, IReadOnlyList<(long[] Shape, int From)> incoming, Tensor like)
        => new Counted<IReadOnlyList<Tensor>>(Whole.Count(() => inner.Exchange(outgoing, incoming, like)), Whole);

    public ITransfer<Tensor> Broadcast(Tensor? own, long[] shape, int from, Tensor like)
        => new Counted<Tensor>(Whole.Count(() => inner.Broadcast(own, shape, from, like)), Whole);

    public Tensor AllReduce(Tensor local, Reduction reduction) => Whole.Count(() => inner.AllReduce(local, reduction));

    public ICommunicator Among(params ReadOnlySpan<int> ranks) => new MessageUse(inner.Among(ranks), Whole);

    private T Count<T>(Func<T> act)
    {
        var before = ThreadUse.Now;
        var done = act();
        _all = _all.And(ThreadUse.Now.Since(before));
        return done;
    }

    private sealed class Counted<T>(ITransfer<T> inner, MessageUse whole) : ITransfer<T>
    {
        public T Wait() => whole.Count(inner.Wait);
    }
}
