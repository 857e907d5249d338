using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>Medians over rounds of folds, and medians of what is compared within each round.</summary>
/// <param name="tokens">N</param>
/// <param name="dtype">of numbers</param>
/// <param name="rounds">what each case took in each</param>
internal sealed class SpeedFigures(int tokens, string dtype, IReadOnlyList<IReadOnlyDictionary<SpeedCase, FoldMeasured>> rounds)
{
    private static readonly Dictionary<(int Ranks, int Against), string> s_goals = new() { [(2, 1)] = "at least 1.7", [(4, 2)] = "at most 1.25" };

    private readonly SpeedCase[] _cases = [.. rounds[0].Keys.Where(one => !one.IsPrompt)];

    public IEnumerable<Figure> All() => [.. _cases.SelectMany(Times), .. _cases.Skip(1).SelectMany(Faster), .. _cases.Skip(2).SelectMany(Longer), .. Hidden()];

    private IEnumerable<Figure> Times(SpeedCase one) => Stages().Select(stage => Of("time", one) with
    {
        Stage = stage,
        Seconds = Median(round => Seconds(round[one], stage)),
        WaitedSeconds = stage == SpeedBench.Whole ? Median(round => round[one].Waited) : null,
    });

    // How much more ranks help.
    private IEnumerable<Figure> Faster(SpeedCase one) => Stages().Select(stage => Of("speed", one) with
    {
        Stage = stage,
        Ratio = Median(round => Seconds(round[_cases[0]], stage) / Seconds(round[one], stage)),
        RatioOf = $"seconds of {_cases[0].Who} over those of {one.Who}",
        Goal = Goal(stage, one, _cases[0]),
    });

    // What it costs when there are more ranks than processors.
    private IEnumerable<Figure> Longer(SpeedCase one, int index)
    {
        var before = _cases[index + 1];
        return Stages().Select(stage => Of("more ranks", one) with
        {
            Stage = stage,
            Ratio = Median(round => Seconds(round[one], stage) / Seconds(round[before], stage)),
            RatioOf = $"seconds of {one.Who} over those of {before.Who}",
            Goal = Goal(stage, one, before),
        });
    }

    private IEnumerable<Figure> Hidden() => rounds[0].Keys.Where(one => one.IsPrompt).Select(prompt => Of("hidden by computation", prompt) with
    {
        Seconds = Median(round => round[prompt].Seconds - round[prompt with { IsPrompt = false }].Seconds),
        WaitedSeconds = Median(round => round[prompt with { IsPrompt = false }].Waited),
    });

    private IEnumerable<string> Stages() => [SpeedBench.Whole, .. rounds[0].Values.First().Stages.Select(stage => stage.Stage)];

    private static double Seconds(FoldMeasured timing, string stage) =>
        stage == SpeedBench.Whole ? timing.Seconds : timing.Stages.First(one => one.Stage == stage).Seconds;

    private static string? Goal(string stage, SpeedCase one, SpeedCase against) =>
        stage == SpeedBench.Whole ? s_goals.GetValueOrDefault((one.Mesh.Ranks, against.Mesh.Ranks)) : null;

    private Figure Of(string name, SpeedCase one) => new(name) { N = tokens, Ranks = one.Mesh.Ranks, Mesh = $"{one.Mesh}", Dtype = dtype, Runs = rounds.Count };

    private double Median(Func<IReadOnlyDictionary<SpeedCase, FoldMeasured>, double> of)
    {
        double[] sorted = [.. rounds.Select(of).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
