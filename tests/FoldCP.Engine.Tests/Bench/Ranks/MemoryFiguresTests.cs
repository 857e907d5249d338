using FoldCP.Engine.Bench;
using FoldCP.Engine.Bench.Ranks;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Tests.Bench.Ranks;

public sealed class MemoryFiguresTests
{
    private const double Weights = 2e9;
    private const double Before = 150e6;
    private const double Features = 1400e6;

    private static readonly int[] s_sizes = [512, 768, 1024];
    private static readonly Measured[] s_measured = [.. s_sizes.Select(n => Of(n, 1)), .. s_sizes.Select(n => Of(n, 4))];

    [Fact]
    public void A_peak_is_told_above_weights_and_features_also_for_each_pair_of_a_rank()
    {
        var peaks = MemoryFigures.Peaks(Of(1024, 4)).ToList();

        Assert.Equal(["all", "trunk", "sampling"], peaks.Select(peak => peak.Stage));
        Assert.All([peaks[0], peaks[1]], peak => Assert.Equal(Peak(1024, 4), peak.PeakBytes!.Value, 1.0));
        Assert.Equal(Peak(1024, 4) / (1024 * 1024 / 4), peaks[0].BytesPerLocalPair!.Value, 1e-6);
        Assert.Equal((1024, 4, "2x2", "fp32", 32), (peaks[0].N!.Value, peaks[0].Ranks!.Value, peaks[0].Mesh, peaks[0].Dtype, peaks[0].Rows!.Value));
    }

    [Fact]
    public void The_slope_is_that_of_pairs_of_a_rank()
    {
        var slope = Figures("slope").Single(figure => figure.Stage == "all");

        Assert.Equal([2e8, 1e5, 3000], [slope.FixedBytes!.Value, slope.BytesPerToken!.Value, slope.BytesPerLocalPair!.Value], (x, y) => Math.Abs(x - y) < 1e-6 * x);
        Assert.Equal("at most 5000", slope.Goal);
        Assert.Equal(0, slope.Ratio!.Value, 1e-9);
    }

    [Fact]
    public void What_fits_into_a_GPU_is_told_beside_the_bound_of_the_reference()
    {
        var most = Figures("most tokens");
        var h100 = most.Single(figure => figure is { Gpu: "H100", Ranks: 4 });

        Assert.Equal(3 * 7, most.Count);
        double Whole(double n) => Weights + Before + Peak(n, 4);
        Assert.True(Whole(h100.N!.Value) <= 0.9 * 80e9);
        Assert.True(Whole(h100.N!.Value + 1) > 0.9 * 80e9);
        // The reference document's own table.
        Assert.Equal([3950, 5245, 7496], most.Where(figure => figure.Ranks == 4).Select(figure => figure.Formula!.Value));
    }

    [Fact]
    public void The_fewest_ranks_for_the_headline_fit_and_one_less_does_not()
    {
        var fewest = Figures("fewest ranks").Single(figure => figure.Gpu == "B300");

        Assert.Equal(30_000, fewest.N);
        Assert.True(Weights + Before + Peak(30_000, fewest.Ranks!.Value) <= 0.9 * 288e9);
        Assert.True(Weights + Before + Peak(30_000, fewest.Ranks!.Value - 1) > 0.9 * 288e9);
    }

    [Fact]
    public void What_the_file_has_is_not_measured_again()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "log.jsonl");
        int runs = 0;
        FoldMeasured Measure(FoldShape shape, int ranks)
        {
            runs++;
            return Of(shape.Tokens, ranks).Took;
        }

        var first = new MemoryLog(file).Find(new() { Tokens = 512 }, 2, Measure);
        var again = new MemoryLog(file).Find(new() { Tokens = 512 }, 2, Measure);
        new MemoryLog(file).Find(new() { Tokens = 512, Dtype = "bf16" }, 2, Measure);

        Assert.Equal(2, runs);
        Assert.Equal((first.Took.Peak, first.Took.Seconds), (again.Took.Peak, again.Took.Seconds));
        Assert.Equal(2, File.ReadLines(file).Count());
    }

    private static List<Figure> Figures(string name) => [.. new MemoryFigures(Weights).Slopes(s_measured).Where(figure => figure.Name == name)];

    private static Measured Of(int n, int ranks) => new(new() { Tokens = n }, ranks, new(
        [new("trunk", 3, 10, Features + Peak(n, ranks)), new("sampling", 2, 5, Features + (Peak(n, ranks) / 2))], Waited: 1, Before, 1300e6, Features, 0, 0));

    private static double Peak(double n, int ranks) => 2e8 + (1e5 * n) + (3000 * n * n / ranks);
}
