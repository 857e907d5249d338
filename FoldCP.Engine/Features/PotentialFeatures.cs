using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>What steers sampling beyond the network: chains that are bound, chains that are alike, contacts that are forced.</summary>
public sealed record PotentialFeatures : IDisposable
{
    /// <summary>Chains with a bond between them [2, bonds].</summary>
    public required Tensor ConnectedChains { get; init; }

    /// <summary>The atoms of these bonds [2, bonds].</summary>
    public required Tensor ConnectedAtoms { get; init; }

    /// <summary>Pairs of copies of one molecule [2, pairs].</summary>
    public required Tensor SymmetricChains { get; init; }

    /// <summary>Pairs of atoms of which one in each union is to be near [2, pairs].</summary>
    public required Tensor ContactAtoms { get; init; }

    /// <summary>The union of each pair [pairs].</summary>
    public required Tensor ContactUnions { get; init; }

    /// <summary>How near, Å [pairs], float32.</summary>
    public required Tensor ContactThresholds { get; init; }

    /// <summary>The shapes of ligands, as far as a chemistry toolkit knows them; null: nobody asked.</summary>
    public GeometryFeatures? Geometry { get; init; }

    public static PotentialFeatures Of(FoldTarget target, TokenList tokens, Generation generation)
    {
        // Boltz-1 takes every bond that was asked for, Boltz-2 those between chains.
        var bonds = target.Structure.Connections.Where(bond => generation == Generation.Boltz1 || bond.First.Chain != bond.Second.Chain).ToList();
        var contacts = Forced(target, tokens).ToList();
        return new()
        {
            ConnectedChains = Pairs([.. bonds.Select(bond => ((long)bond.First.Chain, (long)bond.Second.Chain))]),
            ConnectedAtoms = Pairs([.. bonds.Select(bond => ((long)bond.First.Atom, (long)bond.Second.Atom))]),
            SymmetricChains = Pairs([.. Copies(target.Structure)]),
            ContactAtoms = Pairs([.. contacts.Select(contact => (contact.First, contact.Second))]),
            ContactUnions = tensor(contacts.Select(contact => contact.Union).ToArray()),
            ContactThresholds = tensor(contacts.Select(contact => contact.Threshold).ToArray()),
            Geometry = GeometryFeatures.Of(target.Structure),
        };
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { ConnectedChains, ConnectedAtoms, SymmetricChains, ContactAtoms, ContactUnions, ContactThresholds })
            tensor.Dispose();
        Geometry?.Dispose();
    }

    private static IEnumerable<(long, long)> Copies(Structure structure) =>
        from first in structure.Chains
        from second in structure.Chains
        where first.Number < second.Number && first.Entity == second.Entity
        select ((long)first.Number, (long)second.Number);

    private static IEnumerable<(long First, long Second, long Union, float Threshold)> Forced(FoldTarget target, TokenList tokens)
    {
        long union = 0;
        foreach (var pocket in target.Pockets.Where(pocket => pocket.Force))
        {
            var binder = target.Structure.Chains[pocket.Binder];
            foreach (var token in tokens.Tokens.Where(token => pocket.Sites.Contains(token.Site)))
            {
                foreach (var (first, second) in Product(binder.FirstAtom, binder.AtomCount, token))
                    yield return (first, second, union, (float)pocket.MaxDistance);
                union++;
            }
        }
        foreach (var contact in target.Contacts.Where(contact => contact.Force))
        {
            if (tokens.At(contact.First) is not { } one || tokens.At(contact.Second) is not { } other)
                continue;
            foreach (var (first, second) in Product(one.FirstAtom, one.AtomCount, other))
                yield return (first, second, union, (float)contact.MaxDistance);
            union++;
        }
    }

    private static IEnumerable<(long, long)> Product(int start, int count, Token token) =>
        from first in Enumerable.Range(start, count)
        from second in Enumerable.Range(token.FirstAtom, token.AtomCount)
        select ((long)first, (long)second);

    private static Tensor Pairs(IReadOnlyList<(long First, long Second)> pairs) =>
        tensor(pairs.Select(pair => pair.First).Concat(pairs.Select(pair => pair.Second)).ToArray(), 2, pairs.Count);
}
