namespace FoldCP.Engine.Model.Confidence;

/// <summary>From logits over bins to expected values.</summary>
internal static class Expectation
{
    /// <summary>The middles of equal bins from 0 to <paramref name="end"/>.</summary>
    public static Tensor Middles(long bins, double end, ScalarType type) => (arange(bins, dtype: type) + 0.5) * (end / bins);

    /// <summary>The expected value: logits [.., bins] -> [..].</summary>
    public static Tensor Of(Tensor logits, double end) => Of(logits, Middles(logits.shape[^1], end, logits.dtype));

    /// <summary>The expected value of something known for each bin: [.., bins], [bins] -> [..].</summary>
    public static Tensor Of(Tensor logits, Tensor values) => logits.softmax(-1).matmul(values);
}
