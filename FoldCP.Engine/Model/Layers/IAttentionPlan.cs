using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>Who attends to whom, and on which rank: between a rank's share of tokens or atoms and the scores that it works on.</summary>
public interface IAttentionPlan
{
    /// <summary>What is added to scores: 0, or a large negative number where a key does not exist [B, .., 1, 1, j].</summary>
    Tensor Ignored { get; }

    /// <summary>Those for whose questions this rank has keys, on their way: share [B*M, n, C] -> [B*M, .., i, C].</summary>
    ITransfer<Tensor> Asking(Tensor share);

    /// <summary>Those who answer them, on their way: share [B*M, n, C] -> [B*M, .., j, C].</summary>
    ITransfer<Tensor> Answering(Tensor share);

    /// <summary>What is kept of some queries once all of this rank's keys have answered: [B*M, .., H, queries, anything].</summary>
    Tensor Kept(OnlineSoftmax softmax);

    /// <summary>Answers for this rank's share, from what is kept of all queries: [B*M, .., H, i, anything] -> [B*M, n, H*D].</summary>
    Tensor Answers(Tensor kept);
}
