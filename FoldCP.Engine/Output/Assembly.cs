using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Output;

/// <summary>The molecules of a result: chains with all their atoms, the network's tokens, and what people call them.</summary>
/// <param name="Name">of the whole</param>
/// <param name="Tokens">of its structure</param>
/// <param name="Entities">in the order of their numbers</param>
public sealed record Assembly(string Name, TokenList Tokens, IReadOnlyList<AssemblyEntity> Entities)
{
    /// <summary>By chain number: its own name, where copies of one entity may have different ones.</summary>
    public IReadOnlyDictionary<int, string> ChainNames { get; init; } = new Dictionary<int, string>();

    public Structure Structure => Tokens.Structure;

    /// <param name="target">what was folded</param>
    /// <param name="generation">of the network, which tells its tokens</param>
    public static Assembly Of(FoldTarget target, Generation generation) =>
        new(target.Name, TokenList.Of(target.Structure, generation), [.. Grouped(target)])
        {
            ChainNames = target.Labels.Where(label => label.Value.Shown is not null).ToDictionary(label => label.Key, label => label.Value.Shown!),
        };

    /// <summary>0 to 100, one per atom.</summary>
    public double[] AtomPlddt(FoldedSample sample) => sample.Plddt.Length == Structure.AtomCount
        ? Array.ConvertAll(sample.Plddt, plddt => 100.0 * plddt)
        : [.. Tokens.Tokens.SelectMany(token => Enumerable.Repeat(100.0 * sample.Plddt[token.Number], token.AtomCount))];

    public string Description(StructureChain chain) =>
        $"{ChainNames.GetValueOrDefault(chain.Number) ?? Entities.First(entity => entity.Number == chain.Entity).Description}, copy {chain.Copy + 1}";

    private static IEnumerable<AssemblyEntity> Grouped(FoldTarget target) =>
        from copies in target.Structure.Chains.GroupBy(chain => chain.Entity)
        orderby copies.Key
        let labels = copies.Select(chain => target.Labels.GetValueOrDefault(chain.Number)).OfType<MoleculeLabel>().ToList()
        select new AssemblyEntity(
            copies.Key,
            [.. copies],
            [.. labels.Select(label => label.Shown).OfType<string>().Distinct()],
            [.. labels.Select(label => label.Accession).OfType<string>().Distinct()]);
}

/// <summary>What all copies of one molecule have in common.</summary>
/// <param name="Number">from 0</param>
/// <param name="Chains">its copies</param>
/// <param name="Names">as people call it</param>
/// <param name="Accessions">where its sequence comes from</param>
public sealed record AssemblyEntity(int Number, IReadOnlyList<StructureChain> Chains, IReadOnlyList<string> Names, IReadOnlyList<string> Accessions)
{
    /// <summary>As files name it.</summary>
    public string Id => $"{Number + 1}";

    public ChainKind Kind => Chains[0].Kind;

    public IReadOnlyList<StructureResidue> Residues => Chains[0].Residues;

    public bool IsPolymer => Kind != ChainKind.Ligand;

    /// <summary>Several components that are bound to one another without being a polymer, such as a glycan.</summary>
    public bool IsBranched => !IsPolymer && Residues.Count > 1;

    /// <summary>All that it is called.</summary>
    public string Description => Names.Count > 0 ? string.Join("; ", Names) : Kind switch
    {
        ChainKind.Protein => $"Protein {Id}",
        ChainKind.Dna => $"DNA {Id}",
        ChainKind.Rna => $"RNA {Id}",
        _ => string.Join('-', Residues.Select(residue => residue.Form.Molecule.Name is { Length: > 0 } name ? name : residue.Form.Name)),
    };
}
