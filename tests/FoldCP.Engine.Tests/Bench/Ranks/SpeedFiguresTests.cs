using FoldCP.Engine.Bench.Ranks;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Tests.Bench.Ranks;

public sealed class SpeedFiguresTests
{
    // Seconds on 1, 2, 2 that hide nothing, and 4 ranks; a fifth of them in the trunk.
    private static readonly IReadOnlyDictionary<SpeedCase, FoldMeasured>[] s_rounds = [Round(10, 5, 6, 6), Round(30, 20, 20, 25), Round(12, 6, 8, 6)];

    [Fact]
    public void Seconds_are_medians_over_rounds()
    {
        var times = Figures("time");

        Assert.Equal([12, 6, 6], times.Where(time => time.Stage == "all").Select(time => time.Seconds!.Value), Close);
        Assert.Equal([2.4, 1.2, 1.2], times.Where(time => time.Stage == "trunk").Select(time => time.Seconds!.Value), Close);
        Assert.All(times, time => Assert.Equal((64, "fp32", 3), (time.N!.Value, time.Dtype, time.Runs!.Value)));
        Assert.Equal(["1x1", "2x1", "2x2"], times.Select(time => time.Mesh).Distinct());
    }

    [Fact]
    public void What_is_compared_is_compared_within_a_round()
    {
        // Of medians it would be 12 / 6 = 2, and 6 / 6 = 1.
        var speed = Figures("speed").Single(figure => figure is { Ranks: 2, Stage: "all" });
        var more = Figures("more ranks").Single(figure => figure is { Ranks: 4, Stage: "all" });

        Assert.Equal((2.0, "seconds of 1 over those of 2", "at least 1.7"), (speed.Ratio!.Value, speed.RatioOf, speed.Goal));
        Assert.Equal((1.2, "seconds of 4 over those of 2", "at most 1.25"), (Math.Round(more.Ratio!.Value, 9), more.RatioOf, more.Goal));
    }

    [Fact]
    public void Meshes_of_as_many_ranks_are_told_apart()
    {
        var rounds = new Dictionary<SpeedCase, FoldMeasured>[]
        {
            new() { [new(new(2, 2), IsPrompt: false)] = Timing(6), [new(new(4, 1), IsPrompt: false)] = Timing(9), [new(new(1, 4), IsPrompt: false)] = Timing(12) },
        };

        var figures = new SpeedFigures(64, "fp32", rounds).All().Where(figure => figure.Stage == "all").ToList();

        Assert.Equal([("2x2", 6.0), ("4x1", 9.0), ("1x4", 12.0)], figures.Where(figure => figure.Name == "time").Select(time => (time.Mesh, Math.Round(time.Seconds!.Value, 9))));
        Assert.Equal(["seconds of 4 over those of 4x1", "seconds of 4 over those of 1x4"], figures.Where(figure => figure.Name == "speed").Select(speed => speed.RatioOf));
    }

    [Fact]
    public void What_is_hidden_is_what_waiting_at_once_costs()
    {
        var hidden = Assert.Single(Figures("hidden by computation"));

        Assert.Equal((2, 1.0), (hidden.Ranks!.Value, Math.Round(hidden.Seconds!.Value, 9)));
        Assert.Equal(0.6, hidden.WaitedSeconds!.Value, 9);
    }

    private static FoldCP.Engine.Bench.Figure[] Figures(string name) => [.. new SpeedFigures(64, "fp32", s_rounds).All().Where(figure => figure.Name == name)];

    private static Dictionary<SpeedCase, FoldMeasured> Round(double one, double two, double prompt, double four) => new()
    {
        [new(new(1, 1), IsPrompt: false)] = Timing(one),
        [new(new(2, 1), IsPrompt: false)] = Timing(two),
        [new(new(2, 1), IsPrompt: true)] = Timing(prompt),
        [new(new(2, 2), IsPrompt: false)] = Timing(four),
    };

    private static FoldMeasured Timing(double seconds) => new(
        [new("trunk", 5, 0.2 * seconds, 0), new("sampling", 3, 0.8 * seconds, 0)], Waited: 0.1 * seconds, 0, 0, 0, 0, 0);

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-9;
}
