namespace FoldCP.Engine.Parallel;

/// <summary>How many rows and columns of ranks a mesh has.</summary>
public readonly record struct MeshShape(int Rows, int Cols)
{
    public int Ranks => Rows * Cols;

    /// <summary>The shape nearest to a square, of which the least travels (docs/benchmarks.md); primes can only be rows.</summary>
    public static MeshShape Of(int ranks)
    {
        var cols = Enumerable.Range(1, (int)Math.Sqrt(ranks)).Last(cols => ranks % cols == 0);
        return cols == 1 ? new(ranks, 1) : new(cols, ranks / cols);
    }

    /// <summary>
    /// Whether no more travels on the flipped mesh where everything goes round along the rows, C - 1 matrices over the number of ranks, with the way
    /// there and back counted, on which all but what a rank keeps is moved. Where it is the same it is better: then nobody makes again, of what goes
    /// round, what another has made of it.
    /// </summary>
    public bool IsBetterFlipped => Cols - 1 >= Rows - 1 + (2 * Moved);

    /// <summary>What part of a matrix changes hands when it moves to the flipped mesh.</summary>
    public double Moved => 1 - (1.0 / Math.Max(Rows, Cols));

    /// <summary>Reads <c>2x3</c>: rows, then columns.</summary>
    /// <exception cref="FormatException">it is something else</exception>
    public static MeshShape Parse(string text) => text.Split('x') is [var rows, var cols]
        && int.TryParse(rows, out var r) && int.TryParse(cols, out var c) && r > 0 && c > 0 && (long)r * c <= int.MaxValue
        ? new(r, c)
        : throw new FormatException($"'{text}' is no shape of a mesh. Write rows and columns, such as 2x3.");

    public override string ToString() => $"{Rows}x{Cols}";
}
