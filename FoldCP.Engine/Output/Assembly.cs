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

    /// <summary>What was read from an input file: nobody told names.</summary>
    /// <param name="target">what was folded</param>
    /// <param name="generation">of the network, which tells its tokens</param>
    public static Assembly Of(FoldTarget target, Generation generation) =>
        new(target.Name, TokenList.Of(target.Structure, generation), [.. Grouped(target.Structure, _ => ([], []))]);

    /// <summary>Proteins of a request, with the names and accessions that it tells.</summary>
    public static Assembly Of(Complex complex, MoleculeLibrary library)
    {
        var structure = Featurizer.Target(complex, library).Structure;
        var told = complex.Entities.ToDictionary(entity => entity.Number);
        return new(complex.Name, TokenList.Of(structure, Generation.Boltz2), [.. Grouped(structure, number => (told[number].Names, told[number].Accessions))])
        {
            ChainNames = complex.Chains.Where(chain => chain.Name is not null).ToDictionary(chain => chain.Number, chain => chain.Name!),
        };
    }

    /// <summary>0 to 100, one per atom.</summary>
    public double[] AtomPlddt(FoldedSample sample) => sample.Plddt.Length == Structure.AtomCount
        ? Array.ConvertAll(sample.Plddt, plddt => 100.0 * plddt)
        : [.. Tokens.Tokens.SelectMany(token => Enumerable.Repeat(100.0 * sample.Plddt[token.Number], token.AtomCount))];

    public string Description(StructureChain chain) =>
        $"{ChainNames.GetValueOrDefault(chain.Number) ?? Entities.First(entity => entity.Number == chain.Entity).Description}, copy {chain.Copy + 1}";

    private static IEnumerable<AssemblyEntity> Grouped(Structure structure, Func<int, (IReadOnlyList<string> Names, IReadOnlyList<string> Accessions)> told) =>
        structure.Chains.GroupBy(chain => chain.Entity).OrderBy(copies => copies.Key)
            .Select(copies => new AssemblyEntity(copies.Key, [.. copies], told(copies.Key).Names, told(copies.Key).Accessions));
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
