using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Features;

/// <summary>A matrix over pairs of tokens [B, N, N] that has one value nearly everywhere: what is kept are its exceptions.</summary>
/// <param name="Places">batch, row and column of each exception [3, E], int64; no place twice</param>
/// <param name="Values">the exceptions [E]</param>
/// <param name="Batch">B</param>
/// <param name="Tokens">N</param>
/// <param name="Otherwise">the value everywhere else</param>
public sealed record SparsePairs(Tensor Places, Tensor Values, long Batch, long Tokens, double Otherwise) : IDisposable
{
    /// <summary>Exceptions of a batch of one.</summary>
    public static SparsePairs Of(IReadOnlyCollection<(int Row, int Column)> places, Tensor values, long tokens, double otherwise)
    {
        long[] all = [.. places.Select(_ => 0L), .. places.Select(place => (long)place.Row), .. places.Select(place => (long)place.Column)];
        return new(tensor(all, 3, places.Count), values, 1, tokens, otherwise);
    }

    /// <summary>The exceptions of a matrix that is at hand; what is 0 is none.</summary>
    /// <param name="dense">[B, N, N]</param>
    public static SparsePairs Of(Tensor dense)
    {
        using var scope = NewDisposeScope();
        var places = dense.nonzero().t().contiguous();
        var (places3, values) = scope.MoveToOuter(places, dense[dense.ne(0)]);
        return new(places3, values, dense.shape[0], dense.shape[1], 0);
    }

    /// <summary>This rank's block of the matrix, dense [B, i, j].</summary>
    public Tensor On(Mesh mesh)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = new Layout(mesh, Tokens, Tokens).BlockOf(mesh.World.Rank);
        var (row, column) = (Places[1], Places[2]);
        var inside = (row.ge(rows.Start) & row.lt(rows.End) & column.ge(columns.Start) & column.lt(columns.End)).nonzero().flatten();
        var place = Places.index_select(1, inside);
        var flat = (((place[0] * rows.Length) + place[1] - rows.Start) * columns.Length) + place[2] - columns.Start;
        var block = full([Batch * rows.Length * columns.Length], Otherwise, Values.dtype);
        return scope.MoveToOuter(block.scatter(0, flat, Values.index_select(0, inside)).view(Batch, rows.Length, columns.Length));
    }

    public void Dispose()
    {
        Places.Dispose();
        Values.Dispose();
    }
}
