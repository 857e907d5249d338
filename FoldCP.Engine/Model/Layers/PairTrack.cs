using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>The five updates of pairs that every kind of pairformer block begins with, in their order.</summary>
internal readonly record struct PairTrack(
    TriangleMultiplication Outgoing, TriangleMultiplication Incoming, TriangleAttention Starting, TriangleAttention Ending, Transition Transition, LineDropout Dropout)
{
    /// <param name="z">pairs [B, i, j, D]; changed in place where no gradients are recorded</param>
    /// <param name="mask">which pairs exist</param>
    public Tensor Update(Tensor z, PairMask mask)
    {
        z = z.alias().Plus(Dropout.OfRows(Outgoing.call(z, mask), mask.Tokens));
        z = z.Plus(Dropout.OfRows(Incoming.call(z, mask), mask.Tokens));
        z = z.Plus(Dropout.OfRows(Starting.call(z, mask), mask.Tokens));
        z = z.Plus(Dropout.OfColumns(Ending.call(z, mask), mask.Tokens));
        return z.Plus(Transition.call(z));
    }
}
