using System.Numerics;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Structures;

/// <summary>Molecules with every atom numbered: what is to be predicted, or a known structure. Grows with its atoms only.</summary>
public sealed record Structure(IReadOnlyList<StructureChain> Chains)
{
    /// <summary>Bonds within residues that have no token of their own.</summary>
    public IReadOnlyList<StructureBond> Bonds { get; init; } = [];

    /// <summary>Covalent bonds that were asked for.</summary>
    public IReadOnlyList<StructureBond> Connections { get; init; } = [];

    public IEnumerable<StructureResidue> Residues => Chains.SelectMany(chain => chain.Residues);

    public int AtomCount => Chains.Sum(chain => chain.AtomCount);

    /// <summary>The same with its atoms at places, such as predicted ones.</summary>
    /// <param name="positions">of all atoms, Å</param>
    public Structure At(IReadOnlyList<Vector3> positions) => this with
    {
        Chains = [.. Chains.Select(chain => chain with { Residues = [.. chain.Residues.Select(residue => residue.At(positions))] })],
    };

    /// <exception cref="InvalidOperationException">there is no such chain</exception>
    public StructureChain Chain(string id) => Chains.First(chain => chain.Id == id);
}

/// <summary>One molecule, or residues that are bound to one another.</summary>
/// <param name="Number">from 0: the network's asym id</param>
/// <param name="Id">of one or more letters</param>
/// <param name="Kind">what it is made of</param>
/// <param name="Entity">from 0; copies of one molecule share it</param>
/// <param name="Copy">from 0, among the copies of its entity</param>
/// <param name="CyclicPeriod">its length if its last residue is bound to the first, else 0</param>
/// <param name="FirstResidue">its place among all residues</param>
/// <param name="Residues">in their order</param>
public sealed record StructureChain(
    int Number, string Id, ChainKind Kind, int Entity, int Copy, int CyclicPeriod, int FirstResidue, IReadOnlyList<StructureResidue> Residues)
{
    public int FirstAtom => Residues[0].FirstAtom;

    public int AtomCount => Residues[^1].FirstAtom + Residues[^1].Form.Atoms.Count - FirstAtom;
}

/// <summary>A residue at its place.</summary>
/// <param name="Form">its atoms</param>
/// <param name="Index">in its chain, from 0</param>
/// <param name="FirstAtom">its place among all atoms</param>
/// <param name="Places">where its atoms are; null where that is to be predicted</param>
public sealed record StructureResidue(ResidueForm Form, int Index, int FirstAtom, AtomPlaces? Places = null)
{
    public int CentreAtom => FirstAtom + Form.CentreAtom;

    public int DistogramAtom => FirstAtom + Form.DistogramAtom;

    /// <summary>Å; zero where it is to be predicted.</summary>
    public Vector3 Position(int atom) => Places?.Positions[atom] ?? Vector3.Zero;

    /// <summary>Whether the atom is resolved; one that is to be predicted counts so.</summary>
    public bool IsPresent(int atom) => Places?.Present[atom] ?? true;

    internal StructureResidue At(IReadOnlyList<Vector3> positions)
    {
        int count = Form.Atoms.Count;
        return this with
        {
            Places = new(true, [.. Enumerable.Range(FirstAtom, count).Select(atom => positions[atom])], [.. Enumerable.Repeat(true, count)], new float[count]),
        };
    }

    /// <summary>Whether any of the residue was found.</summary>
    public bool IsFound => Places?.IsFound ?? true;
}

/// <summary>Where the atoms of a residue of a known structure are.</summary>
public sealed record AtomPlaces(bool IsFound, Vector3[] Positions, bool[] Present, float[] BFactors);

/// <summary>An atom by its numbers: its chain, its residue and itself among all.</summary>
public readonly record struct AtomNumbers(int Chain, int Residue, int Atom);

public sealed record StructureBond(AtomNumbers First, AtomNumbers Second, BondType Type);
