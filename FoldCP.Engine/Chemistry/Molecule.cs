using System.Numerics;

namespace FoldCP.Engine.Chemistry;

/// <summary>An atom of a component as the dictionary defines it.</summary>
/// <param name="Name">such as <c>CA</c></param>
/// <param name="Element">the atomic number</param>
/// <param name="Charge">the formal charge</param>
/// <param name="Leaves">whether it is lost when the component is bound into a chain</param>
public sealed record MoleculeAtom(string Name, int Element, int Charge, bool Leaves)
{
    public Chirality Chirality { get; init; }
}

/// <summary>A component of the Chemical Component Dictionary, or a ligand like one: its heavy atoms and at least one conformer.</summary>
/// <param name="Code">such as <c>ALA</c></param>
/// <param name="Name">in words</param>
/// <param name="Type">the dictionary's type, such as <c>L-peptide linking</c>; empty if it is not known</param>
/// <param name="Formula">of the free component</param>
/// <param name="Weight">Da, of the free component; 0 if it is not known</param>
/// <param name="Atoms">the heavy atoms</param>
/// <param name="Conformers">positions in Å, each in the order of <paramref name="Atoms"/></param>
public sealed record Molecule(
    string Code, string Name, string Type, string Formula, double Weight,
    IReadOnlyList<MoleculeAtom> Atoms, IReadOnlyList<IReadOnlyList<Vector3>> Conformers)
{
    /// <summary>The bonds between the heavy atoms.</summary>
    public IReadOnlyList<MoleculeBond> Bonds { get; init; } = [];

    /// <summary>Whether the input brought it, so that no reader of a result finds it in a dictionary.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether its positions are those of a structure that was solved, as the dictionary has no ideal ones.</summary>
    public bool HasModelCoordinates { get; init; }

    /// <summary>What its shape has to fulfil; null: not known.</summary>
    public MoleculeShape? Shape { get; init; }

    /// <summary>The molecule that a residue has of this one, which has more atoms; its formula and weight are not known.</summary>
    internal Molecule Only(StandardResidue residue)
    {
        bool IsKept(int atom) => residue.AtomNames.Contains(Atoms[atom].Name);
        int[] kept = [.. Enumerable.Range(0, Atoms.Count).Where(IsKept)];
        // Who loses a neighbour has none that tells how the others stand.
        int[] bereft = [.. Bonds.Where(bond => !IsKept(bond.First) || !IsKept(bond.Second)).SelectMany(bond => new[] { bond.First, bond.Second })];
        return this with
        {
            Code = residue.Code,
            Name = "UNKNOWN NUCLEOTIDE",
            Formula = "",
            Weight = 0,
            Shape = null,
            Atoms = [.. kept.Select(atom => bereft.Contains(atom) ? Atoms[atom] with { Chirality = Chirality.Unspecified } : Atoms[atom])],
            Conformers = [.. Conformers.Select(conformer => kept.Select(atom => conformer[atom]).ToArray())],
            Bonds = [.. Bonds.Where(bond => kept.Contains(bond.First) && kept.Contains(bond.Second))
                .Select(bond => new MoleculeBond(Array.IndexOf(kept, bond.First), Array.IndexOf(kept, bond.Second), bond.Type))],
        };
    }

    /// <exception cref="InvalidDataException">there is no such atom</exception>
    public int IndexOf(string atom)
    {
        for (int i = 0; i < Atoms.Count; i++)
        {
            if (Atoms[i].Name == atom)
                return i;
        }
        throw new InvalidDataException($"The component {Code} has no atom {atom}.");
    }
}
