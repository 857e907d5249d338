using System.Text.Json;
using FoldCP.Engine.Bench;
using FoldCP.Engine.Bench.Ranks;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tensors;

// "./foldcp bench engine [WHAT ...]" calls this, and "./foldcp bench memory", "traffic", "speed" and "plan" with "ranks" before their words. Each measurement is a process of its own ("one WHAT TOKENS"): its peak is nobody else's.
FreedMemory.SuitFolds();
return args switch
{
    ["one", var what, var tokens, .. var slices] => One(what, int.Parse(tokens), slices is ["eager"]),
    ["peaks", .. { Length: 4 } shape] => Peaks(PassShape.Of(shape)),
    ["ccd", .. var count] => CcdBenchmark.Print(count is [var components] ? int.Parse(components) : 45_000, Console.Out),
    ["processes", var tokens] => Say(RankMemory.OfProcesses(int.Parse(tokens))),
    ["turns", var ranks, var tokens, var folder] => Say(RankMemory.InTurns(int.Parse(ranks), int.Parse(tokens), folder)),
    [Launched.Word, var shape] => MeasuringRank.Say(shape),
    [MeasuringTurns.Word, var shape, var ranks, var folder] => MeasuringTurns.Say(shape, ranks, folder),
    ["ranks", .. var words] => RankBench.Run(words),
    ["memory"] => MemoryReport.Usual.Print(Console.Out),
    ["layers", var tokens, .. var some] => LayerUse.Print(int.Parse(tokens), some),
    ["tiny"] => Tiny(),
    [.. var some] when some.All(Subjects.All.ContainsKey) => Report.Usual.Print(some.Length > 0 ? some : [.. Subjects.All.Keys], Console.Out),
    _ => Unknown(),
};

static int Say(RankMemory? memory)
{
    if (memory is not null)
        Console.WriteLine(JsonSerializer.Serialize(memory));
    return 0;
}

static int One(string what, int tokens, bool isEager)
{
    Console.WriteLine(JsonSerializer.Serialize(Measurement.Of(Subjects.All[what], tokens, isEager)));
    return 0;
}

static int Peaks(PassShape shape)
{
    Console.WriteLine(JsonSerializer.Serialize(StagePeaks.Of(shape)));
    return 0;
}

// All of them as small as can be, to see that they start and end.
static int Tiny() =>
    CcdBenchmark.Print(20, Console.Out)
    + LayerUse.Print(8, [])
    + new MemoryReport([new("demo", 16, 2, 1), new("released", 8, 2, 2)]).Print(Console.Out)
    + new Report([8], [8, 12, 16]).Print([.. Subjects.All.Keys], Console.Out);

static int Unknown()
{
    Console.Error.WriteLine($"Usage: foldcp bench engine [ccd | memory | tiny | turns RANKS TOKENS FOLDER | processes TOKENS | layers TOKENS [LAYER ...] | {string.Join(" | ", Subjects.All.Keys)} ...]");
    return 2;
}
