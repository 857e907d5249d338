namespace FoldCP.Engine.Training;

/// <summary>A number that logits over bins should tell, for each token or pair of M samples of one complex.</summary>
/// <param name="Value">[M, n..]</param>
/// <param name="Mask">1 where it counts [M, n..]</param>
/// <param name="End">where the last of the equal bins ends, the first beginning at 0</param>
internal sealed record BinnedTarget(Tensor Value, Tensor Mask, double End)
{
    private const double Epsilon = 1e-7;

    /// <param name="logits">[M, n.., bins]</param>
    /// <param name="weight">the complex's; null: samples are averaged</param>
    public Tensor Loss(Tensor logits, double? weight)
    {
        using var scope = NewDisposeScope();
        var bin = Bins(Value, logits.shape[^1]);
        return scope.MoveToOuter(MeanOfSamples(CrossEntropy(logits, bin), Mask, weight));
    }

    /// <summary>The same for the differences between samples.</summary>
    /// <param name="logits">[M, M, n.., 2 bins - 1]: the first sample's value less the second's</param>
    /// <param name="weight">the complex's; null: pairs of samples are averaged</param>
    public Tensor RelativeLoss(Tensor logits, double? weight)
    {
        using var scope = NewDisposeScope();
        var bins = (logits.shape[^1] + 1) / 2;
        var difference = Value.unsqueeze(1) - Value.unsqueeze(0);
        var bin = ((difference.abs() * bins / End).floor() * difference.sign()).clamp(1 - bins, bins - 1).to(ScalarType.Int64) + (bins - 1);
        var errors = CrossEntropy(logits, bin).flatten(0, 1);
        return scope.MoveToOuter(MeanOfSamples(errors, Mask.unsqueeze(1).expand(difference.shape).flatten(0, 1), weight));
    }

    /// <summary>The mean of errors that count in each sample, and over samples.</summary>
    /// <param name="errors">[M, n..]</param>
    /// <param name="mask">[M, n..]</param>
    /// <param name="weight">the complex's; null: samples are averaged</param>
    public static Tensor MeanOfSamples(Tensor errors, Tensor mask, double? weight)
    {
        var ofSamples = (errors * mask).flatten(1).sum(dim: 1) / (mask.flatten(1).sum(dim: 1) + Epsilon);
        return weight is { } w ? ofSamples.sum(dim: 0) * w / ((ofSamples.shape[0] * w) + Epsilon) : ofSamples.mean();
    }

    private Tensor Bins(Tensor value, long bins) => (value * bins / End).floor().clamp(max: bins - 1).to(ScalarType.Int64);

    private static Tensor CrossEntropy(Tensor logits, Tensor bin) => -logits.log_softmax(-1).gather(-1, bin.unsqueeze(-1)).squeeze(-1);
}
