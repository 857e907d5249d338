using System.Text.Json;
using FoldCP.Engine.Bench;

// "./foldcp bench engine [WHAT ...]" calls this. Each measurement is a process of its own ("one WHAT TOKENS"): its peak is nobody else's.
return args switch
{
    ["one", var what, var tokens, .. var slices] => One(what, int.Parse(tokens), slices is ["eager"]),
    ["peaks", .. { Length: 4 } shape] => Peaks(PassShape.Of(shape)),
    ["ccd", .. var count] => CcdBenchmark.Print(count is [var components] ? int.Parse(components) : 45_000, Console.Out),
    [.. var some] when some.All(Subjects.All.ContainsKey) => Report.Print(some.Length > 0 ? some : [.. Subjects.All.Keys], Console.Out),
    _ => Unknown(),
};

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

static int Unknown()
{
    Console.Error.WriteLine($"Usage: foldcp bench engine [ccd | {string.Join(" | ", Subjects.All.Keys)} ...]");
    return 2;
}
