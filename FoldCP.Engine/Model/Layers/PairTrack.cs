using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>The five updates of pairs that every kind of pairformer block begins with, in their order.</summary>
internal readonly record struct PairTrack(
    TriangleMultiplication Outgoing, TriangleMultiplication Incoming, TriangleAttention Starting, TriangleAttention Ending, Transition Transition)
{
    /// <param name="z">pairs [B, i, j, D]; changed in place where no gradients are recorded</param>
    /// <param name="mask">which pairs exist</param>
    public Tensor Update(Tensor z, PairMask mask)
    {
        z = z.alias().Plus(Outgoing.call(z, mask));
        z = z.Plus(Incoming.call(z, mask));
        z = z.Plus(Starting.call(z, mask));
        z = z.Plus(Ending.call(z, mask));
        return z.Plus(Transition.call(z));
    }
}
