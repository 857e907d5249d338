namespace FoldCP.Engine.Training;

/// <summary>How far predicted distributions of distances are from those in known structures: cross entropy over pairs of tokens.</summary>
public static class DistogramLoss
{
    private const double Epsilon = 1e-5;

    /// <summary>One prediction, held to the mean of all conformations.</summary>
    /// <param name="logits">[B, N, N, 1, bins]</param>
    /// <param name="target">[B, N, N, conformations, bins]</param>
    /// <param name="mask">1 for tokens whose place is known [B, N]</param>
    /// <returns>[B]</returns>
    public static Tensor OfMean(Tensor logits, Tensor target, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var sum = target.sum(dim: 3);
        var mean = sum / sum.sum(-1, keepdim: true).clamp(min: 1);
        return scope.MoveToOuter(OverPairs(CrossEntropy(logits.squeeze(3), mean), mask));
    }

    /// <summary>Several predictions, of which the closest counts for each conformation.</summary>
    /// <param name="logits">[B, N, N, predictions, bins]</param>
    /// <param name="target">[B, N, N, conformations, bins]</param>
    /// <param name="mask">1 for tokens whose place is known [B, N]</param>
    /// <returns>[B]</returns>
    public static Tensor OfClosest(Tensor logits, Tensor target, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var ofEach = target.unbind(3).Select(conformation =>
            stack([.. logits.unbind(3).Select(prediction => OverPairs(CrossEntropy(prediction, conformation), mask))], dim: 1).amin([1]));
        return scope.MoveToOuter(stack([.. ofEach], dim: 1).mean([1]));
    }

    private static Tensor CrossEntropy(Tensor logits, Tensor target) => -(target * logits.log_softmax(-1)).sum(-1);

    // The mean over pairs of different tokens: [B, N, N] -> [B]
    private static Tensor OverPairs(Tensor errors, Tensor mask)
    {
        var pairs = mask.unsqueeze(1) * mask.unsqueeze(2) * (1 - eye(mask.shape[1], dtype: mask.dtype));
        return (errors * pairs).sum([1, 2]) / (pairs.sum([1, 2]) + Epsilon);
    }
}
