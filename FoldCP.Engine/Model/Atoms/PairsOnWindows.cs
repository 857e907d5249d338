using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>
/// Pairs of tokens for pairs of atoms within windows. Atoms that are near in sequence are of tokens that are, so a rank's block has something for few
/// windows only: these are all that it makes, and sends to their owners.
/// </summary>
internal static class PairsOnWindows
{
    /// <param name="pairs">this rank's block [B, i, j, D]</param>
    /// <param name="features">the complex</param>
    /// <param name="windows">of its atoms</param>
    /// <param name="plan">who has which of them</param>
    /// <param name="mesh">on which the pairs lie</param>
    /// <returns>the pair of the query atom's and the key atom's tokens, zero where there is none: this rank's windows [B, k, W, H, D]</returns>
    public static Tensor Of(Tensor pairs, FoldFeatures features, AtomWindows windows, WindowPlan plan, Mesh mesh)
    {
        var token = features.AtomToToken.unsqueeze(-1);
        var (asking, answering) = (windows.QueriesOf(token), windows.KeysOf(token, beyond: -1));    // [B, K, W, 1], [B, K, H, 1]
        var layout = new Layout(mesh, features.Tokens, features.Tokens);
        var had = Had(layout, asking, answering);
        var (block, own) = (layout.BlockOf(mesh.World.Rank), had.Of(mesh.World.Rank));
        var (i, hasRow) = Within(block.Rows, asking.narrow(1, own.Start, own.Length));
        var (j, hasCol) = Within(block.Cols, answering.narrow(1, own.Start, own.Length).transpose(2, 3));
        var item = arange(pairs.shape[0], dtype: ScalarType.Int64).view(-1, 1, 1, 1);
        var place = (((item * block.Rows.Length) + i) * block.Cols.Length) + j;
        return plan.SumOfWindows(pairs.flatten(0, 2).Rows(place).mul_(hasRow.logical_and(hasCol).unsqueeze(-1).to(pairs.dtype)), had);
    }

    // From the first to the last window for which each rank's block has a pair.
    private static Stretches Had(Layout layout, Tensor asking, Tensor answering)
    {
        var (tokens, mesh) = (layout.Rows, layout.Mesh);
        bool[][] Present(Tensor token, Parts parts) => [.. Enumerable.Range(0, parts.Count).Select(index => Have(token, parts[index]))];
        var (rows, cols) = (Present(asking, new(tokens, mesh.Rows)), Present(answering, new(tokens, mesh.Cols)));
        var stretches = Enumerable.Range(0, mesh.World.Size).Select(rank =>
        {
            var (row, col) = mesh.PlaceOf(rank);
            bool Has(int window) => rows[row][window] && cols[col][window];
            var all = Enumerable.Range(0, rows[row].Length);
            return all.FirstOrDefault(Has, -1) is >= 0 and var first ? new Stretch(first, all.Last(Has) + 1) : default;
        }).ToList();
        return new(asking.shape[1], rank => stretches[rank]);
    }

    // Which windows have any of these tokens.
    private static bool[] Have(Tensor token, Stretch part)
    {
        using var scope = NewDisposeScope();
        return Within(part, token).IsHere.flatten(2).any(2).any(0).data<bool>().ToArray();
    }

    private static (Tensor Local, Tensor IsHere) Within(Stretch part, Tensor position)
        => ((position - part.Start).clamp(0, part.Length - 1), (position >= part.Start).logical_and(position < part.End));
}
