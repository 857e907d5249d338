using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>Adds up how far cases are off, and says it in a line for each number of ranks once all are through.</summary>
public sealed class ParityTally : IDisposable
{
    private readonly SortedDictionary<(string What, int Ranks), Sum> _sums = [];

    internal void Add(string what, MeshShape shape, string name, IReadOnlyList<Difference> differences)
    {
        var worst = differences.Where(difference => !difference.OfPadding).MaxBy(difference => difference.Relative);
        var sum = Of(what, shape);
        sum.Cases++;
        if (worst is not null && worst.Relative > sum.Worst.Relative)
            sum.Worst = (worst.Relative, $"{worst.Output} of {name} on {shape}");
    }

    internal void Refuse(string what, MeshShape shape) => Of(what, shape).Refused++;

    public void Dispose()
    {
        foreach (var ((what, ranks), sum) in _sums)
        {
            ClosingLines.Say($"{what}, P = {ranks} on {string.Join(", ", sum.Shapes)}: {sum.Cases} runs, worst relative difference {sum.Worst.Relative:g2}"
                + (sum.Worst.Where is { } where ? $" ({where})" : "") + (sum.Refused > 0 ? $", {sum.Refused} refused" : ""));
        }
    }

    private Sum Of(string what, MeshShape shape)
    {
        if (!_sums.TryGetValue((what, shape.Ranks), out var sum))
            _sums[(what, shape.Ranks)] = sum = new();
        sum.Shapes.Add($"{shape}");
        return sum;
    }

    private sealed class Sum
    {
        public SortedSet<string> Shapes { get; } = [];

        public int Cases { get; set; }

        public int Refused { get; set; }

        public (double Relative, string? Where) Worst { get; set; }
    }
}
