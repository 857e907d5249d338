using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>How far an output of several ranks is from that of one alone.</summary>
/// <param name="Output">its name</param>
/// <param name="Relative">the largest difference of an element, relative to the output's size; infinite if the two cannot be compared</param>
/// <param name="OfPadding">whether it is of what does not exist</param>
internal sealed record Difference(string Output, double Relative, bool OfPadding = false)
{
    // Only the order of additions is another.
    private const double Close = 1e-10;

    // Where a row has no pair, -1e9 is added to every logit of a triangle attention, which leaves them seven digits behind the point.
    // What these become depends on the order of three additions, and nothing that exists reads it.
    private const double CloseInPadding = 1e-6;

    public bool IsTooLarge => !(Relative <= (OfPadding ? CloseInPadding : Close));

    /// <summary>Compares two outputs.</summary>
    /// <param name="output">its name</param>
    /// <param name="expected">as one rank has it</param>
    /// <param name="actual">as one of several has it; null: it does not</param>
    /// <param name="size">what the difference is relative to; the largest element if not given</param>
    public static Difference Of(string output, Tensor expected, Tensor? actual, double? size = null)
    {
        using var scope = NewDisposeScope();
        if (actual is null || !expected.shape.SequenceEqual(actual.shape) || expected.dtype != actual.dtype)
            return new(output, double.PositiveInfinity);
        if (expected.numel() == 0)
            return new(output, 0);
        // Infinity is met by itself, and so is what is no number.
        var same = expected.eq(actual).logical_or(expected.isnan().logical_and(actual.isnan()));
        var error = (expected.to(ScalarType.Float64) - actual.to(ScalarType.Float64)).abs().masked_fill(same, 0).nan_to_num(double.PositiveInfinity).max().item<double>();
        return new(output, error == 0 ? 0 : expected.is_floating_point() ? error / (size ?? SizeOf(expected)) : double.PositiveInfinity);
    }

    /// <summary>The largest finite element.</summary>
    public static double SizeOf(Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.numel() == 0 ? 0 : x.to(ScalarType.Float64).nan_to_num(0, 0, 0).abs().max().item<double>();
    }
}
