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
        => Adjoint.Of(t => (Fetched(t[0], dim, had, wanted).Wait(), []), (g, _) => [Returned(g, dim, wanted, had)], own);

    /// <summary>The same, under way while the caller computes what does not need it. Where gradients are recorded it has arrived already.</summary>
    public ITransfer<Tensor> Fetching(Tensor own, int dim, Stretches had, Stretches wanted)
        => is_grad_enabled() ? new Arrived<Tensor>(Fetch(own, dim, had, wanted)) : Fetched(own, dim, had, wanted);

    /// <summary>Adds up what ranks have for the same positions, each sum at the rank that owns the position: the adjoint of <see cref="Fetch"/>.</summary>
    public Tensor Return(Tensor terms, int dim, Stretches had, Stretches owned)
        => Adjoint.Of(t => (Returned(t[0], dim, had, owned), []), (g, _) => [Fetched(g, dim, owned, had).Wait()], terms);

    /// <summary>
    /// What ranks have for the same positions, not added up, at the rank that owns the position: [terms, ..]. Whoever has some of what a rank
    /// owns has all of it.
    /// </summary>
    public Tensor Collect(Tensor terms, int dim, Stretches had, Stretches owned)
        => Adjoint.Of(t => (Collected(t[0], dim, had, owned), []), (g, _) => [HandedBack(g, dim, had, owned)], terms);

    private ITransfer<Tensor> Fetched(Tensor own, int dim, Stretches had, Stretches wanted)
        => Swapped(own, _ => own, dim, had, wanted).Then(pieces => InTheirOrder(pieces, own, dim));

    private static Tensor InTheirOrder(List<(Tensor Piece, Stretch Part)> pieces, Tensor like, int dim) => pieces switch
    {
        [] => like.new_empty(With(like.shape, dim, 0)),
        [var (only, _)] => only,
        _ => cat([.. pieces.OrderBy(piece => piece.Part.Start).Select(piece => piece.Piece)], dim),
    };

    private Tensor Collected(Tensor terms, int dim, Stretches had, Stretches owned) => Swapped(terms, _ => terms, dim, had, owned).Wait() switch
    {
        [] => terms.new_empty([1, .. With(terms.shape, dim, 0)]),
        [var (only, _)] => only.unsqueeze(0),
        var pieces => stack([.. pieces.Select(piece => piece.Piece)]),
    };

    // Each term's gradient goes to the rank that had it.
    private Tensor HandedBack(Tensor gradients, int dim, Stretches had, Stretches owned)
    {
        var share = owned.Of(World.Rank);
        List<int> givers = [.. Enumerable.Range(0, World.Size).Where(rank => had.Of(rank).Overlap(share).Length > 0)];
        return InTheirOrder(Swapped(gradients[0], rank => gradients[givers.IndexOf(rank)], dim, owned, had).Wait(), gradients[0], dim);
    }

    private Tensor Returned(Tensor terms, int dim, Stretches had, Stretches owned)
    {
        var (pieces, share) = (Swapped(terms, _ => terms, dim, had, owned).Wait(), owned.Of(World.Rank));
        if (pieces is [var (only, part)] && part.Length == share.Length)
            return only;
        var sum = terms.new_zeros(With(terms.shape, dim, share.Length));
        foreach (var (piece, place) in pieces)
            sum.narrow(dim, place.Start - share.Start, place.Length).add_(piece);
        return sum;
    }

    // What this rank wants, in pieces in the order of the ranks that have them; of what it has for each rank it sends what that wants.
    private Later<List<(Tensor Piece, Stretch Part)>> Swapped(Tensor like, Func<int, Tensor> own, int dim, Stretches had, Stretches wanted)
    {
        var (here, held, target) = (World.Rank, had.Of(World.Rank), wanted.Of(World.Rank));
        var everyone = Enumerable.Range(0, World.Size).ToList();
        Tensor Cut(Stretch part, int rank) => Part(own(rank), dim, new(part.Start - held.Start, part.End - held.Start));
        var leaving = everyone.Where(rank => rank != here).Select(rank => (Part: held.Overlap(wanted.Of(rank)), Rank: rank)).Where(l => l.Part.Length > 0);
        var coming = everyone.Select(rank => (Part: had.Of(rank).Overlap(target), Rank: rank)).Where(c => c.Part.Length > 0).ToList();
        var messages = World.Exchange(
            [.. leaving.Select(l => (Cut(l.Part, l.Rank), l.Rank))],
            [.. coming.Where(c => c.Rank != here).Select(c => (With(like.shape, dim, c.Part.Length), c.Rank))],
            like);
        return new(() =>
        {
            var arrived = new Queue<Tensor>(messages.Wait());
            return [.. coming.Select(c => (c.Rank == here ? Cut(c.Part, here) : arrived.Dequeue(), c.Part))];
        });
    }

    private static long[] With(long[] shape, int dim, long length)
    {
        var other = (long[])shape.Clone();
        other[dim] = length;
        return other;
    }
}
