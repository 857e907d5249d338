using FoldCP.Engine.Alignments;

namespace FoldCP.Engine.Tests.Alignments;

public sealed class BestMatchingTests
{
    [Fact]
    public void The_best_for_all_is_not_the_best_for_each() =>
        Assert.Equal([(0, 1), (1, 0)], BestMatching.Of(new[,] { { 10, 9 }, { 9, 1 } }));

    [Theory]
    [InlineData(4, 4)]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    [InlineData(1, 4)]
    public void No_other_matching_scores_more(int rows, int columns)
    {
        var random = new Random(11);
        for (int round = 0; round < 50; round++)
        {
            var scores = new int[rows, columns];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                    scores[i, j] = random.Next(-20, 20);
            }

            var pairs = BestMatching.Of(scores);

            Assert.Equal(Math.Min(rows, columns), pairs.Count);
            Assert.Equal(pairs.Count, pairs.DistinctBy(pair => pair.Row).Count());
            Assert.Equal(pairs.Count, pairs.DistinctBy(pair => pair.Column).Count());
            Assert.Equal(Best(scores, 0, [], pairs.Count), pairs.Sum(pair => scores[pair.Row, pair.Column]));
        }
    }

    // Tries everything: each row takes a free column, or none while others can still fill the number.
    private static int Best(int[,] scores, int row, HashSet<int> taken, int left)
    {
        if (left == 0)
            return 0;
        int best = scores.GetLength(0) - row > left ? Best(scores, row + 1, taken, left) : int.MinValue;
        for (int column = 0; column < scores.GetLength(1); column++)
        {
            if (taken.Contains(column))
                continue;
            best = Math.Max(best, scores[row, column] + Best(scores, row + 1, [.. taken, column], left - 1));
        }
        return best;
    }
}
