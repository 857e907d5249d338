namespace FoldCP.Engine.Alignments;

/// <summary>Gives each row a column of its own, or each column a row, so that the scores' sum is the largest (Hungarian method).</summary>
internal static class BestMatching
{
    /// <returns>pairs of row and column, by row</returns>
    public static IReadOnlyList<(int Row, int Column)> Of(int[,] scores)
    {
        bool isWide = scores.GetLength(0) <= scores.GetLength(1);
        var (rows, columns) = isWide ? (scores.GetLength(0), scores.GetLength(1)) : (scores.GetLength(1), scores.GetLength(0));
        int[] rowOf = Columns(rows, columns, (row, column) => -(isWide ? scores[row, column] : scores[column, row]));
        var pairs = Enumerable.Range(0, columns).Where(column => rowOf[column] >= 0)
            .Select(column => isWide ? (rowOf[column], column) : (column, rowOf[column]));
        return [.. pairs.Order()];
    }

    // Rows are taken in one by one; potentials keep every cost reduced by them at zero or above.
    private static int[] Columns(int rows, int columns, Func<int, int, int> cost)
    {
        var (ofRow, ofColumn) = (new long[rows + 1], new long[columns + 1]);
        var row = new int[columns + 1];
        for (int entering = 1; entering <= rows; entering++)
        {
            row[0] = entering;
            Augment(row, Path(row, ofRow, ofColumn, columns, cost));
        }
        return [.. row.Skip(1).Select(taken => taken - 1)];
    }

    // The cheapest way from the entering row, at column 0, to a free column: for each column the one before it; the end first.
    private static (int End, int[] Before) Path(int[] row, long[] ofRow, long[] ofColumn, int columns, Func<int, int, int> cost)
    {
        var (least, before, done) = (new long[columns + 1], new int[columns + 1], new bool[columns + 1]);
        Array.Fill(least, long.MaxValue);
        int at = 0;
        while (row[at] != 0)
        {
            done[at] = true;
            int nearest = 0;
            for (int column = 1; column <= columns; column++)
            {
                if (done[column])
                    continue;
                long reduced = cost(row[at] - 1, column - 1) - ofRow[row[at]] - ofColumn[column];
                if (reduced < least[column])
                    (least[column], before[column]) = (reduced, at);
                if (nearest == 0 || least[column] < least[nearest])
                    nearest = column;
            }
            Shift(row, ofRow, ofColumn, least, done, least[nearest]);
            at = nearest;
        }
        return (at, before);
    }

    private static void Shift(int[] row, long[] ofRow, long[] ofColumn, long[] least, bool[] done, long by)
    {
        for (int column = 0; column < done.Length; column++)
        {
            if (done[column])
            {
                ofRow[row[column]] += by;
                ofColumn[column] -= by;
            }
            else if (least[column] < long.MaxValue)
            {
                least[column] -= by;
            }
        }
    }

    private static void Augment(int[] row, (int End, int[] Before) path)
    {
        for (int at = path.End; at != 0; at = path.Before[at])
            row[at] = row[path.Before[at]];
    }
}
