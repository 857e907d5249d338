using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Tests.Run.Measures;

public sealed class LeastSquaresTests
{
    private static readonly double[] s_sizes = [128, 256, 384, 512];

    [Fact]
    public void Factors_of_what_was_added_up_are_found()
    {
        var fit = Fit(n => 3e8 + (2e5 * n) + (3400 * n * n));

        Assert.Equal([3e8, 2e5, 3400], fit.Factors, (x, y) => Math.Abs(x - y) < 1e-6 * x);
        Assert.Equal(0, fit.LargestError, 1e-9);
    }

    [Fact]
    public void None_is_negative()
    {
        // As by the second column less a little: without the third it is nearest.
        var fit = Fit(n => (1000 * n) - (0.1 * n * n));

        Assert.All(fit.Factors, factor => Assert.True(factor >= 0));
        Assert.Equal(0, fit.Factors[2]);
        Assert.InRange(fit.LargestError, 0.001, 0.05);
    }

    [Fact]
    public void Errors_count_relative_to_what_was_measured()
    {
        // A column alone: 10 % above and 10 % below, whatever the size.
        double[][] columns = [[1], [1000]];

        var fit = LeastSquares.Of(columns, [1.1, 900]);

        Assert.InRange(fit.Factors[0], 0.95, 1.05);
        Assert.InRange(fit.LargestError, 0.05, 0.15);
    }

    [Fact]
    public void Columns_that_say_the_same_or_nothing_do_no_harm()
    {
        double[][] columns = [.. s_sizes.Select(n => (double[])[n, 2 * n, 0])];

        var fit = LeastSquares.Of(columns, [.. s_sizes.Select(n => 6 * n)]);

        Assert.Equal(6, fit.Factors[0] + (2 * fit.Factors[1]), 1e-9);
        Assert.Equal(0, fit.Factors[2]);
    }

    private static LeastSquares Fit(Func<double, double> of) => LeastSquares.Of([.. s_sizes.Select(n => (double[])[1, n, n * n])], [.. s_sizes.Select(of)]);
}
