using System.Globalization;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>Peak memory of folds of several sizes on several numbers of ranks, each rank a process.</summary>
/// <param name="shape">what all have in common</param>
/// <param name="tokens">sizes</param>
/// <param name="ranks">numbers of ranks</param>
/// <param name="dtypes">kinds of numbers</param>
/// <param name="log">what was measured before</param>
internal sealed class MemoryBench(FoldShape shape, IReadOnlyList<int> tokens, IReadOnlyList<int> ranks, IReadOnlyList<string> dtypes, MemoryLog log)
{
    // Constant, growing with tokens and growing with pairs: three numbers to find.
    private const int Fewest = 3;

    public void Print(FigureSheet sheet, TextWriter progress)
    {
        var figures = new MemoryFigures(ReleasedWeights.Find("boltz2")!.Bytes!.Value);
        foreach (string dtype in dtypes)
        {
            var measured = new List<Measured>();
            // Those of few pairs to a rank are measured first.
            foreach (var (size, count) in tokens.SelectMany(size => ranks.Select(count => (size, count))).OrderBy(one => (double)one.size * one.size / one.count))
            {
                measured.Add(log.Find(shape with { Tokens = size, Dtype = dtype }, count, Launched.Measure));
                foreach (var figure in MemoryFigures.Peaks(measured[^1]))
                    sheet.Add(figure);
                progress.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{dtype}, {size} tokens, {count} rank(s): {(measured[^1].Took.Peak - measured[^1].Took.Features) / 1e6:F0} MB, {measured[^1].Took.Seconds:F0} s"));
            }
            if (measured.Count < Fewest)
                continue;
            foreach (var figure in figures.Slopes(measured))
                sheet.Add(figure);
        }
        sheet.End();
    }
}
