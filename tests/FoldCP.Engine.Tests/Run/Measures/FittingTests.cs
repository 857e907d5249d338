using FoldCP.Contract.Planning;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Tests.Run.Measures;

public sealed class FittingTests
{
    private const double Before = 150e6;
    private const double Weights = 1200e6;

    // 24 layers of 16 heads, for each pair; all are kept.
    private const double Biases = 24 * 16 * 4;

    private static readonly int[] s_sizes = [128, 256, 384, 512];

    [Fact]
    public void A_plan_tells_again_what_was_measured()
    {
        Measured[] measured = [.. s_sizes.Select(n => Of(n, 16, 1)), .. s_sizes.Select(n => Of(n, 16, 2)), Of(512, 512, 1)];

        var fit = Fitting.Of(MeasuredNetwork.Whole, weightBytes: 2e9, measured);

        Assert.Equal(("boltz2", 68, 8, 128, 24, 768), (fit.Network, fit.TrunkBlocks, fit.ConfidenceBlocks, fit.PairChannels, fit.TokenLayers, fit.TokenChannels));
        Assert.Equal(new(128, 512, 512, 2), fit.Memory[0].Fitted);
        Assert.All(fit.Times, time => Assert.Equal(new(128, 512, 16, 2), time.Fitted));
        Assert.Equal(["trunk", "conditioning", "sampling", "confidence"], fit.Memory.Select(memory => memory.Stage));
        Assert.Equal([3000, 1200, 600, 1000], fit.Memory.Select(memory => memory.PerLocalPair), (x, y) => Math.Abs(x - y) < 1e-3);
        Assert.All(fit.Memory, memory => Assert.Equal(0, memory.LargestError, 1e-9));
        var plan = new RankPlan(new("here", default, [fit]));
        var fold = plan.Of(new(1024, Rows: 100, RecyclingSteps: 0, SamplingSteps: 10), new(2, 1));
        Assert.Equal(2e9 + Before + Peak(1024, 100, 2), fold.PeakBytes, 1e3);
        Assert.Equal(68 * Block(1024, 2), fold.Stages[0].Seconds, 1e-3);
        Assert.Equal(10 * Step(1024, 2), fold.Stages[2].Seconds, 1e-3);
    }

    [Fact]
    public void A_deep_alignment_tells_of_memory_and_not_of_time()
    {
        Measured[] few = [.. s_sizes.Select(n => Of(n, 16, 1)), .. s_sizes.Select(n => Of(n, 16, 2))];
        var deep = Of(128, 8192, 1);
        deep = deep with { Took = deep.Took with { Stages = [.. deep.Took.Stages.Select(stage => stage with { Seconds = 1000 })] } };

        var fit = Fitting.Of(MeasuredNetwork.Whole, weightBytes: 2e9, [.. few, deep]);

        Assert.Equal(Fitting.Of(MeasuredNetwork.Whole, weightBytes: 2e9, few).Times, fit.Times);
        Assert.Equal(500, fit.Memory[0].PerLocalLetter, 1e-3);
    }

    private static Measured Of(int n, int rows, int ranks) => new(new() { Tokens = n, Rows = rows }, ranks, new(
        [
            new("trunk", 3, 3 * Block(n, ranks), Weights + Peak(n, rows, ranks)), new("conditioning", 1, 1e-5 * n * n / ranks, Weights + Read(n, rows) + 2e8 + ((1200 + Biases) * n * n / ranks)),
            new("sampling", 2, 2 * Step(n, ranks), Weights + Read(n, rows) + 2e8 + ((600 + Biases) * n * n / ranks)), new("confidence", 1, Block(n, ranks), Weights + Read(n, rows) + 2e8 + (1000.0 * n * n / ranks)),
        ],
        Waited: 0, Before, Weights, Features: Weights, 0, 0));

    private static double Peak(double n, double rows, int ranks) => Read(n, rows) + 2e8 + (((3000 * n) + (500 * rows)) * n / ranks);

    private static double Read(double n, double rows) => 24 * n * rows;

    private static double Block(double n, int ranks) => (((2e-9 * n) + 1e-6) * n * n / ranks) + (1e-9 * 4 * PlannedTraffic.Block(MeshShape.Of(ranks), n, 128));

    private static double Step(double n, int ranks) => (1e-6 * n * n / ranks) + (1e-3 * n);
}
