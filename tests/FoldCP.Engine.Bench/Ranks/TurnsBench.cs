using System.Globalization;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>What a fold by ranks that take turns in one process takes of memory, beside one of as many processes.</summary>
/// <param name="shape">what all have in common</param>
/// <param name="tokens">sizes</param>
/// <param name="ranks">numbers of ranks, two at least</param>
/// <param name="folder">of the tile store</param>
internal sealed class TurnsBench(FoldShape shape, IReadOnlyList<int> tokens, IReadOnlyList<int> ranks, string folder)
{
    public void Print(FigureSheet sheet, TextWriter progress)
    {
        foreach (var (size, count) in tokens.SelectMany(size => ranks.Select(count => (size, count))))
        {
            var one = shape with { Tokens = size };
            var process = Launched.Measure(one, count);
            progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size} tokens, one of {count} processes: {process.Above / 1e6:F0} MB, {process.Seconds:F0} s ({Stages(process)})"));
            var turns = Launched.MeasureTurns(one, count, folder);
            progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size} tokens, {count} ranks in turns: {turns.Above / 1e6:F0} MB, {turns.Seconds:F0} s ({Stages(turns)})"));
            sheet.Add(Figure(one, count, turns, process));
        }
        sheet.End();
    }

    /// <summary>Peaks are above the state after weights and features; that state is compared as well, as weights are to be in memory once.</summary>
    public static Figure Figure(FoldShape shape, int ranks, FoldMeasured turns, FoldMeasured process) => new("peak memory in turns")
    {
        N = shape.Tokens,
        Ranks = ranks,
        Mesh = $"{MeshShape.Of(ranks)}",
        Dtype = shape.Dtype,
        Rows = shape.Rows,
        Seconds = turns.Seconds,
        PeakBytes = turns.Above,
        StoredBytes = turns.Stored,
        Formula = process.Above,
        Difference = turns.Digest.Zip(process.Digest).Max(pair => Math.Abs(pair.First - pair.Second) / pair.Second),
        Ratio = turns.Above / process.Above,
        BeforeRatio = turns.Features / process.Features,
        RatioOf = "peak over that of one of as many processes",
        Goal = "at most 1.3",
    };

    private static string Stages(FoldMeasured fold) =>
        string.Join(", ", fold.Stages.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Stage} {(stage.Peak - fold.Features) / 1e6:F0}")));
}
