using FoldCP.Contract;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Input;

/// <summary>One kind of chain: all chains with the same sequence are copies of one entity.</summary>
/// <param name="Number">from 0, in order of appearance</param>
/// <param name="Sequence">one-letter residues</param>
/// <param name="Residues">the same as amino acids</param>
/// <param name="Accession">where the sequence comes from, if it was told</param>
/// <param name="Name">as people call it, if it was told</param>
public sealed record Entity(int Number, string Sequence, IReadOnlyList<AminoAcid> Residues, string? Accession, string? Name);

/// <summary>One molecule of the complex.</summary>
/// <param name="Number">from 0: the network's asym id</param>
/// <param name="Id">the asker's id, of one or more letters</param>
/// <param name="Entity">what it is a copy of</param>
/// <param name="Copy">from 0, among the copies of its entity</param>
public sealed record Chain(int Number, string Id, Entity Entity, int Copy)
{
    public IReadOnlyList<AminoAcid> Residues => Entity.Residues;
}

/// <summary>What is folded: chains in the request's order.</summary>
public sealed record Complex(string Name, IReadOnlyList<Entity> Entities, IReadOnlyList<Chain> Chains)
{
    public int Residues => Chains.Sum(chain => chain.Residues.Count);

    public int Atoms => Chains.Sum(chain => chain.Residues.Sum(residue => residue.AtomNames.Count));

    /// <param name="request">a request that was checked</param>
    public static Complex From(FoldRequest request)
    {
        var entities = new Dictionary<string, Entity>();
        var copies = new Dictionary<int, int>();
        var chains = new List<Chain>();
        foreach (var group in request.Chains)
        {
            if (!entities.TryGetValue(group.Sequence, out var entity))
                entities.Add(group.Sequence, entity = EntityOf(group, entities.Count));
            foreach (string id in group.Ids)
            {
                int copy = copies.GetValueOrDefault(entity.Number);
                chains.Add(new(chains.Count, id, entity, copy));
                copies[entity.Number] = copy + 1;
            }
        }
        return new(request.Name, [.. entities.Values.OrderBy(entity => entity.Number)], chains);
    }

    private static Entity EntityOf(ChainGroup group, int number) =>
        new(number, group.Sequence, [.. group.Sequence.Select(letter => AminoAcid.Find(letter)!)], group.Accession, group.Name);
}
