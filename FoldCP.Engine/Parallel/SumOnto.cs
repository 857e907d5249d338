using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>A sum, under way, of one tensor of each rank of a group onto one of them.</summary>
internal sealed class SumOnto
{
    private readonly ICommunicator _group;
    private readonly int _owner;
    private readonly Tensor? _own;
    private readonly ITransfer<IReadOnlyList<Tensor>> _transfer;

    /// <param name="group">the ranks</param>
    /// <param name="share">this rank's tensor; it may be given back at once</param>
    /// <param name="owner">who gets the sum</param>
    public SumOnto(ICommunicator group, Tensor share, int owner)
    {
        (_group, _owner, _own) = (group, owner, group.Rank == owner ? share.alias().Keep() : null);
        _transfer = group.Rank == owner
            ? group.Exchange([], [.. Others.Select(from => (share.shape, from))], like: share)
            : group.Exchange([(share, owner)], [], like: share);
    }

    private IEnumerable<int> Others => Enumerable.Range(0, _group.Size).Where(rank => rank != _owner);

    /// <summary>The sum, in the order of the ranks whoever owns it; null for all but the owner.</summary>
    public Tensor? Wait()
    {
        var pieces = _transfer.Wait();
        if (_own is null)
            return null;
        Tensor[] terms = [.. pieces.Take(_owner), _own, .. pieces.Skip(_owner)];
        // Half precision would lose a digit with every rank.
        var type = terms[0].dtype;
        var sum = terms.Length == 1 ? _own.alias() : terms[0].to(Wide(type), copy: true);
        foreach (var term in terms.Skip(1))
            sum.add_(term);
        Array.ForEach(terms, term => term.Dispose());
        if (sum.dtype == type)
            return sum;
        using (sum)
            return sum.to(type);
    }

    private static ScalarType Wide(ScalarType type) => type is ScalarType.BFloat16 or ScalarType.Float16 ? ScalarType.Float32 : type;
}
