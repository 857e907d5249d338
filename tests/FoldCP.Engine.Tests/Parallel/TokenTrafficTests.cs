using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>
/// What a rank receives in one step of the diffusion's token transformer, at its released widths, for each layer and sample: queries of
/// its row, keys and values of its column, and sums merged along the row. The bias, 16 numbers for each pair, never moves.
/// </summary>
[Collection(SeededTests.Name)]
public sealed class TokenTrafficTests
{
    private const int Tokens = 144;
    private const int Channels = 768;
    private const int Heads = 16;
    private const int Layers = 2;
    private const int Samples = 2;

    /// <summary>Where keys are whole nothing is merged: a rank receives the keys and values that are not its own.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    public void Rows_receive_only_keys_and_values(int rows, int cols)
    {
        var received = Received(rows, cols);

        Assert.All(received, own => Assert.Equal(2.0 * Channels * (Tokens - (Tokens / rows)), own, 1e-6));
    }

    /// <summary>Of n tokens in a row's or a column's part: keys and values, 2 x 768 n; and a reduction of 768 + 32 numbers a query along the row.</summary>
    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    public void Squares_receive_no_more_than_was_derived(int rows, int cols)
    {
        double keys = 2.0 * Channels * Tokens / cols, merge = 2.0 * (cols - 1) / cols * (Channels + (2 * Heads)) * Tokens / rows;

        var mean = Received(rows, cols).Average();

        TestContext.Current.TestOutputHelper!.WriteLine($"{rows} x {cols}: {mean / Tokens:F0} numbers a token, derived {(keys + merge) / Tokens:F0}");
        Assert.InRange(mean, 0.7 * (keys + merge), keys + merge);
    }

    // Numbers for each layer and sample, on each rank.
    private static double[] Received(int rows, int cols)
    {
        var args = new DiffusionTransformerArgs(Layers, Heads, Channels, Channels);
        return ThreadCommunicator.Run(rows * cols, world =>
        {
            using var noGrad = no_grad();
            using var layers = new DiffusionTransformer(args);
            var tally = new CountingCommunicator.Tally();
            var mesh = new Mesh(new CountingCommunicator(world, tally), rows, cols);
            var (plan, bias) = (new TokenPlan(mesh, ones(1, Tokens)), mesh.Scatter(zeros(1, Tokens, Tokens, Heads), 1, 2).permute(0, 3, 1, 2));
            var share = mesh.Share(zeros(Samples, Tokens, Channels), 1);
            layers.Updated(share, share, [.. Enumerable.Repeat(bias, Layers)], plan);
            return (tally.Received + tally.Reduced) / (Layers * Samples);
        });
    }
}
