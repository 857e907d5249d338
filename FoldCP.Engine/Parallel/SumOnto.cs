using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>A sum, under way, of one tensor of each rank of a group onto that of one of them.</summary>
internal sealed class SumOnto
{
    private readonly ICommunicator _group;
    private readonly int _owner;
    private readonly Tensor? _own;
    private readonly ITransfer<IReadOnlyList<Tensor>> _transfer;

    /// <param name="group">the ranks</param>
    /// <param name="share">this rank's tensor; it may be given back at once, though the owner's is where the sum will be</param>
    /// <param name="owner">who gets the sum</param>
    public SumOnto(ICommunicator group, Tensor share, int owner)
    {
        (_group, _owner, _own) = (group, owner, group.Rank == owner ? share.alias().Keep() : null);
        _transfer = group.Rank == owner
            ? group.Exchange([], [.. Others.Select(from => (share.shape, from))], like: share)
            : group.Exchange([(share, owner)], [], like: share);
    }

    private IEnumerable<int> Others => Enumerable.Range(0, _group.Size).Where(rank => rank != _owner);

    /// <summary>The sum, in the order of the ranks whoever owns it, written over the owner's own tensor; null for all but the owner.</summary>
    public Tensor? Wait()
    {
        Tensor[] others = [.. _transfer.Wait()];
        if (_own is null)
            return null;
        // Half precision would lose a digit with every rank.
        var type = _own.dtype.Widened;
        using var sum = _own.to(type);
        if (_owner > 0)
        {
            using var before = others[0].to(type);
            foreach (var other in others[1.._owner])
                before.add_(other);
            sum.add_(before);
        }

        foreach (var other in others[_owner..])
            sum.add_(other);
        Array.ForEach(others, other => other.Dispose());
        return type == _own.dtype ? _own : _own.copy_(sum);
    }
}
