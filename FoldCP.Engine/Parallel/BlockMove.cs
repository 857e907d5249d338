using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>
/// A matrix moves from one layout to another, and only what changes hands travels: some rows of each part at a time, so that messages have room
/// that others have had, and the next are under way while these are put in their place.
/// </summary>
internal static class BlockMove
{
    /// <param name="x">this rank's block, whose rows are dimension <paramref name="dim"/></param>
    /// <param name="from">as it lies</param>
    /// <param name="to">as it shall lie</param>
    /// <param name="dim">the columns are the next</param>
    public static Tensor Of(Tensor x, Layout from, Layout to, int dim)
    {
        var world = from.Mesh.World;
        using var scope = NewDisposeScope();
        var (held, wanted) = (from.BlockOf(world.Rank), to.BlockOf(world.Rank));
        var others = Enumerable.Range(0, world.Size).Where(rank => rank != world.Rank).ToList();
        var size = Numbers(x, dim);
        var leaving = Turns(others.Select(rank => (rank, held.Overlap(to.BlockOf(rank)))), size);
        var coming = Turns(others.Select(rank => (rank, from.BlockOf(rank).Overlap(wanted))), size);
        var staying = held.Overlap(wanted);
        var y = staying == wanted ? held.Cut(x, staying, dim) : x.new_empty(wanted.ShapeLike(x, dim));
        ITransfer<IReadOnlyList<Tensor>> Send(int turn) => world.Exchange(
            [.. At(leaving, turn).Select(piece => (held.Cut(x, piece.Part, dim), piece.Rank))],
            [.. At(coming, turn).Select(piece => (piece.Part.ShapeLike(x, dim), piece.Rank))],
            like: x);

        var turns = Math.Max(leaving.Count, coming.Count);
        var next = turns > 0 ? Send(0) : null;
        if (staying != wanted && !staying.IsEmpty)
            wanted.Cut(y, staying, dim).copy_(held.Cut(x, staying, dim));
        for (var turn = 0; turn < turns; turn++)
        {
            var pieces = next!.Wait();
            if (turn + 1 < turns)
                next = Send(turn + 1);
            foreach (var (arrived, (_, part)) in pieces.Zip(At(coming, turn)))
            {
                using var piece = arrived;
                using var place = wanted.Cut(y, part, dim);
                place.copy_(piece);
            }
        }

        return scope.MoveToOuter(y);
    }

    // What two ranks have for each other both cut alike, and each turn has one piece of it at most.
    private static List<List<(int Rank, Block Part)>> Turns(IEnumerable<(int Rank, Block Part)> parts, long size)
    {
        List<List<(int Rank, Block Part)>> turns = [];
        foreach (var (rank, part) in parts.Where(part => !part.Part.IsEmpty))
        {
            foreach (var (turn, rows) in part.Rows.InPieces(Chunks.Of(part.Cols.Length * size)).Index())
            {
                if (turn == turns.Count)
                    turns.Add([]);
                turns[turn].Add((rank, part with { Rows = rows }));
            }
        }

        return turns;
    }

    private static List<(int Rank, Block Part)> At(List<List<(int Rank, Block Part)>> turns, int turn) => turn < turns.Count ? turns[turn] : [];

    // Of each element of the matrix, in the other dimensions.
    private static long Numbers(Tensor x, int dim)
    {
        var shape = x.shape;
        var rows = dim < 0 ? shape.Length + dim : dim;
        return shape.Where((_, at) => at != rows && at != rows + 1).Aggregate(1L, (product, length) => product * length);
    }
}
