using System.Globalization;
using FoldCP.Engine.Run;

namespace FoldCP.Engine.Bench;

/// <summary>Holds <see cref="MemoryPlan"/> to what forward passes take, each in a process of its own, stage by stage.</summary>
internal sealed class MemoryReport(IReadOnlyList<PassShape> shapes)
{
    // What a process has before the weights, as the formula counts it.
    private const double Process = 160e6;

    public static MemoryReport Usual { get; } = new(
    [
        new("demo", 256, 1, 1), new("demo", 600, 1, 1), new("demo", 1200, 1, 1), new("demo", 600, 512, 1),
        new("released", 256, 1, 1), new("released", 256, 1, 5), new("released", 256, 2048, 1), new("released", 512, 1, 1), new("released", 768, 1, 1),
    ]);

    public int Print(TextWriter output)
    {
        output.WriteLine("MB, measured / by the formula; few blocks of each kind, demo or released widths");
        output.WriteLine();
        output.WriteLine("| network | tokens | rows | samples | trunk | conditioning | sampling | confidence | peak | formula / peak |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var shape in shapes)
            output.WriteLine(Row(shape, Child.Run<StagePeaks>(["peaks", .. shape.Words])));
        return 0;
    }

    private static string Row(PassShape shape, StagePeaks took)
    {
        var plan = new MemoryPlan(shape.Config, took.Before - Process);
        var size = new FoldSize(shape.Tokens, took.Atoms) { Rows = shape.Rows, SamplesAtOnce = shape.Samples };
        var told = plan.Stages(size).ToDictionary(stage => stage.Name, stage => stage.Bytes);
        string Pair(string name, double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} / {told[name] / 1e6:F0}");
        double peak = new[] { took.Trunk, took.Conditioning, took.Sampling, took.Confidence }.Max();
        return string.Create(CultureInfo.InvariantCulture,
            $"| {shape.Network} | {shape.Tokens} | {shape.Rows} | {shape.Samples} | {Pair("trunk", took.Trunk)} | {Pair("conditioning", took.Conditioning)} "
            + $"| {Pair("sampling", took.Sampling)} | {Pair("confidence", took.Confidence)} | {peak / 1e6:F0} | {plan.Peak(size) / peak:F2} |");
    }
}
