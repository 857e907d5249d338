using System.Numerics;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Structures;

/// <summary>What all residues of one component have in common: their atoms, as far as they stay in the chain, and the bonds between them.</summary>
public sealed record ResidueForm
{
    /// <summary>The component's code.</summary>
    public required string Name { get; init; }

    /// <summary>The number in the network's alphabet; for components without one, that of an unknown amino acid.</summary>
    public required int Token { get; init; }

    /// <summary>Whether the network has a token of its own for it.</summary>
    public required bool IsStandard { get; init; }

    public required Molecule Molecule { get; init; }

    /// <summary>The atoms, as places in the molecule's list.</summary>
    public required IReadOnlyList<int> InMolecule { get; init; }

    public required IReadOnlyList<MoleculeAtom> Atoms { get; init; }

    /// <summary>Bonds that are told to the network, by places in <see cref="Atoms"/>: those of components without a token.</summary>
    public IReadOnlyList<MoleculeBond> Bonds { get; init; } = [];

    /// <summary>What its shape has to fulfil, by places in <see cref="Atoms"/>; null: not known, or one that the network has a token for.</summary>
    public MoleculeShape? Shape { get; init; }

    public int CentreAtom { get; init; }

    public int DistogramAtom { get; init; }

    /// <summary>Where an atom is in the component's first conformer, Å; one that is alone is at the origin, as in the reference.</summary>
    public Vector3 FirstConformer(int atom) => Molecule.Atoms.Count == 1 ? Vector3.Zero : Molecule.Conformers[0][InMolecule[atom]];

    /// <summary>A residue with a token of its own: the atoms that the network knows, in its order.</summary>
    public static ResidueForm Standard(StandardResidue residue, Molecule molecule)
    {
        int[] atoms = [.. residue.AtomNames.Select(molecule.IndexOf)];
        return new()
        {
            Name = residue.Code,
            Token = residue.Token,
            IsStandard = true,
            Molecule = molecule,
            InMolecule = atoms,
            Atoms = Array.ConvertAll(atoms, atom => molecule.Atoms[atom]),
            CentreAtom = residue.CentreAtom,
            DistogramAtom = residue.DistogramAtom,
        };
    }

    /// <summary>Any other component: all its heavy atoms, but for those that leave where it is part of a polymer.</summary>
    /// <param name="molecule">the component</param>
    /// <param name="inPolymer">whether it is part of one</param>
    /// <param name="stays">atoms that stay although they are of those that leave; null: none</param>
    public static ResidueForm Component(Molecule molecule, bool inPolymer, Func<MoleculeAtom, bool>? stays = null)
    {
        bool all = !inPolymer || molecule.Atoms.Count == 1;
        int[] atoms = [.. Enumerable.Range(0, molecule.Atoms.Count)
            .Where(at => all || !molecule.Atoms[at].Leaves || (stays?.Invoke(molecule.Atoms[at]) ?? false))];
        return new()
        {
            Name = molecule.Code,
            Token = StandardResidue.Unknown(ChainKind.Ligand).Token,
            IsStandard = false,
            Molecule = molecule,
            InMolecule = atoms,
            Atoms = Array.ConvertAll(atoms, atom => molecule.Atoms[atom]),
            Bonds = [.. Between(molecule.Bonds, atoms)],
            Shape = molecule.Shape?.Among(atoms),
        };
    }

    private static IEnumerable<MoleculeBond> Between(IEnumerable<MoleculeBond> bonds, int[] atoms)
    {
        foreach (var bond in bonds)
        {
            int first = Array.IndexOf(atoms, Math.Min(bond.First, bond.Second));
            int second = Array.IndexOf(atoms, Math.Max(bond.First, bond.Second));
            if (first >= 0 && second >= 0)
                yield return new(first, second, bond.Type);
        }
    }
}
