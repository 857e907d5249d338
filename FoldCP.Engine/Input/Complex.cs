using FoldCP.Contract;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Input;

/// <summary>One kind of chain: all chains with the same sequence are copies of one entity, whatever they are called.</summary>
/// <param name="Number">from 0, in order of appearance</param>
/// <param name="Sequence">one-letter residues</param>
/// <param name="Residues">the same as amino acids</param>
/// <param name="Accessions">where the sequence comes from, each once: one protein may be known by several, others by none</param>
/// <param name="Names">as people call it, each once: what was told of its chains, a name or else an accession</param>
public sealed record Entity(
    int Number, string Sequence, IReadOnlyList<AminoAcid> Residues, IReadOnlyList<string> Accessions, IReadOnlyList<string> Names);

/// <summary>One molecule of the complex.</summary>
/// <param name="Number">from 0: the network's asym id</param>
/// <param name="Id">the asker's id, of one or more letters</param>
/// <param name="Entity">what it is a copy of</param>
/// <param name="Copy">from 0, among the copies of its entity</param>
/// <param name="Name">its own name or else accession, if it was told: copies of one entity may have different ones</param>
public sealed record Chain(int Number, string Id, Entity Entity, int Copy, string? Name)
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
        var entities = request.Chains.GroupBy(group => group.Sequence).Select(EntityOf).ToDictionary(entity => entity.Sequence);
        var copies = new int[entities.Count];
        var chains = new List<Chain>();
        foreach (var group in request.Chains)
        {
            var entity = entities[group.Sequence];
            foreach (string id in group.Ids)
                chains.Add(new(chains.Count, id, entity, copies[entity.Number]++, NameOf(group)));
        }
        return new(request.Name, [.. entities.Values.OrderBy(entity => entity.Number)], chains);
    }

    private static Entity EntityOf(IGrouping<string, ChainGroup> same, int number) => new(
        number,
        same.Key,
        [.. same.Key.Select(letter => AminoAcid.Find(letter)!)],
        [.. same.Select(group => Told(group.Accession)).OfType<string>().Distinct()],
        [.. same.Select(NameOf).OfType<string>().Distinct()]);

    private static string? NameOf(ChainGroup group) => Told(group.Name) ?? Told(group.Accession);

    private static string? Told(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
