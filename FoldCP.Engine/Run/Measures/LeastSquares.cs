namespace FoldCP.Engine.Run.Measures;

/// <summary>
/// Factors, none of them negative, with which columns add up to what was measured as nearly as can be, relative to what was measured:
/// the best of all choices of columns whose own least squares are not negative.
/// </summary>
/// <param name="Factors">one for each column; 0 for those that are not needed</param>
/// <param name="LargestError">relative to what was measured</param>
internal sealed record LeastSquares(IReadOnlyList<double> Factors, double LargestError)
{
    // Below it, relative to the largest, a pivot is rounding: the columns say the same.
    private const double Nothing = 1e-9;

    /// <param name="columns">of each measurement, all alike</param>
    /// <param name="measured">more than nothing</param>
    public static LeastSquares Of(IReadOnlyList<double[]> columns, IReadOnlyList<double> measured)
    {
        int count = columns[0].Length;
        // Relative to what was measured, and columns to their largest.
        double[][] relative = [.. columns.Zip(measured, (row, whole) => row.Select(value => value / whole).ToArray())];
        double[] scale = [.. Enumerable.Range(0, count).Select(at => relative.Max(row => Math.Abs(row[at])))];
        double[][] scaled = [.. relative.Select(row => row.Select((value, at) => scale[at] == 0 ? 0 : value / scale[at]).ToArray())];
        var best = Enumerable.Range(1, (1 << count) - 1)
            .Select(choice => Enumerable.Range(0, count).Where(at => (choice >> at & 1) == 1 && scale[at] > 0).ToArray())
            .Select(chosen => Spread(Solved(scaled, chosen), chosen, count))
            .OfType<double[]>()
            .Where(factors => factors.All(factor => factor >= 0))
            .MinBy(factors => scaled.Sum(row => Square(Sum(row, factors) - 1)))!;
        return new([.. best.Select((factor, at) => scale[at] == 0 ? 0 : factor / scale[at])], scaled.Max(row => Math.Abs(Sum(row, best) - 1)));
    }

    private static double Sum(double[] row, double[] factors) => row.Zip(factors, (value, factor) => value * factor).Sum();

    private static double Square(double x) => x * x;

    private static double[]? Spread(double[]? solved, int[] chosen, int count)
    {
        if (solved is null)
            return null;
        var factors = new double[count];
        for (int at = 0; at < chosen.Length; at++)
            factors[chosen[at]] = solved[at];
        return factors;
    }

    // The normal equations by elimination; null where columns say the same.
    private static double[]? Solved(double[][] rows, int[] chosen)
    {
        int size = chosen.Length;
        double[][] equations = [.. chosen.Select(i => (double[])[.. chosen.Select(j => rows.Sum(row => row[i] * row[j])), rows.Sum(row => row[i])])];
        for (int at = 0; at < size; at++)
        {
            int pivot = Enumerable.Range(at, size - at).MaxBy(row => Math.Abs(equations[row][at]));
            (equations[at], equations[pivot]) = (equations[pivot], equations[at]);
            if (Math.Abs(equations[at][at]) < Nothing)
                return null;
            foreach (var other in equations.Where(other => other != equations[at]))
            {
                double share = other[at] / equations[at][at];
                for (int column = at; column <= size; column++)
                    other[column] -= share * equations[at][column];
            }
        }
        return [.. Enumerable.Range(0, size).Select(at => equations[at][size] / equations[at][at])];
    }
}
