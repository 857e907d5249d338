namespace FoldCP.Engine.Parallel;

// One dimension of order N, of which each rank has a share: a part of its row's part, so that a row of ranks has the rows of its blocks.
public sealed partial class Mesh
{
    /// <summary>What each rank has of a dimension that is cut over all of them.</summary>
    public Stretches Shares(long length) => new(length, rank =>
    {
        var (row, col) = PlaceOf(rank);
        var rows = new Parts(length, Rows)[row];
        var share = new Parts(rows.Length, Cols)[col];
        return new(rows.Start + share.Start, rows.Start + share.End);
    });

    /// <summary>What each rank has of a dimension that is cut over the rows.</summary>
    public Stretches RowParts(long length) => new(length, rank => new Parts(length, Rows)[PlaceOf(rank).Row]);

    /// <summary>What each rank has of a dimension that is cut over the columns.</summary>
    public Stretches ColParts(long length) => new(length, rank => new Parts(length, Cols)[PlaceOf(rank).Col]);

    /// <summary>This rank's share of a dimension that all ranks hold.</summary>
    public Tensor Share(Tensor whole, int dim) => Part(whole, dim, Shares(whole.shape[dim]).Of(World.Rank));

    /// <summary>A dimension that is cut over all ranks, made whole on every rank.</summary>
    public Tensor WholeFromShares(Tensor share, int dim, long length) => Fetch(share, dim, Shares(length), Stretches.Everywhere(length));

    /// <summary>Gets each rank a copy of what it wants from those that have it. Of what is had, no position is twice.</summary>
    public Tensor Fetch(Tensor own, int dim, Stretches had, Stretches wanted)
        => Adjoint.Of(t => (Fetched(t[0], dim, had, wanted), []), (g, _) => [Returned(g, dim, wanted, had)], own);

    /// <summary>Adds up what ranks have for the same positions, each sum at the rank that owns the position: the adjoint of <see cref="Fetch"/>.</summary>
    public Tensor Return(Tensor terms, int dim, Stretches had, Stretches owned)
        => Adjoint.Of(t => (Returned(t[0], dim, had, owned), []), (g, _) => [Fetched(g, dim, owned, had)], terms);

    private Tensor Fetched(Tensor own, int dim, Stretches had, Stretches wanted)
    {
        var pieces = Swapped(own, dim, had, wanted).OrderBy(piece => piece.Part.Start).ToList();
        return pieces switch
        {
            [] => own.new_empty(With(own.shape, dim, 0)),
            [var (only, _)] => only,
            _ => cat([.. pieces.Select(piece => piece.Piece)], dim),
        };
    }

    private Tensor Returned(Tensor terms, int dim, Stretches had, Stretches owned)
    {
        var (pieces, share) = (Swapped(terms, dim, had, owned), owned.Of(World.Rank));
        if (pieces is [var (only, part)] && part.Length == share.Length)
            return only;
        var sum = terms.new_zeros(With(terms.shape, dim, share.Length));
        foreach (var (piece, place) in pieces)
            sum.narrow(dim, place.Start - share.Start, place.Length).add_(piece);
        return sum;
    }

    // What this rank wants, in pieces in the order of the ranks that have them.
    private List<(Tensor Piece, Stretch Part)> Swapped(Tensor own, int dim, Stretches had, Stretches wanted)
    {
        var (here, held, target) = (World.Rank, had.Of(World.Rank), wanted.Of(World.Rank));
        var everyone = Enumerable.Range(0, World.Size).ToList();
        Tensor Cut(Stretch part) => Part(own, dim, new(part.Start - held.Start, part.End - held.Start));
        var leaving = everyone.Where(rank => rank != here).Select(rank => (Part: held.Overlap(wanted.Of(rank)), Rank: rank)).Where(l => l.Part.Length > 0);
        var coming = everyone.Select(rank => (Part: had.Of(rank).Overlap(target), Rank: rank)).Where(c => c.Part.Length > 0).ToList();
        var arrived = new Queue<Tensor>(World.Exchange(
            [.. leaving.Select(l => (Cut(l.Part), l.Rank))],
            [.. coming.Where(c => c.Rank != here).Select(c => (With(own.shape, dim, c.Part.Length), c.Rank))],
            like: own).Wait());
        return [.. coming.Select(c => (c.Rank == here ? Cut(c.Part) : arrived.Dequeue(), c.Part))];
    }

    private static long[] With(long[] shape, int dim, long length)
    {
        var other = (long[])shape.Clone();
        other[dim] = length;
        return other;
    }
}
