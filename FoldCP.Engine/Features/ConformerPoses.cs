using System.Numerics;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Features;

/// <summary>
/// Gives each residue a conformer of its component in a random pose, so that the network cannot learn from where a
/// dictionary happens to put its atoms (AlphaFold 3, algorithm 19).
/// </summary>
internal sealed class ConformerPoses(MoleculeLibrary library, IConformerNoise noise, int residues)
{
    private readonly Dictionary<AminoAcid, (Molecule Molecule, int[] Atoms, MoleculeAtom[] Kept)> known = [];

    /// <summary>The residue's atoms within the chain and where its reference conformer has them, Å.</summary>
    public (IReadOnlyList<MoleculeAtom> Atoms, Vector3[] Positions) Of(int residue, AminoAcid acid)
    {
        if (!known.TryGetValue(acid, out var entry))
            known.Add(acid, entry = Look(acid));
        var conformer = entry.Molecule.Conformers[noise.Choose(residue, entry.Molecule.Conformers.Count)];
        var positions = Array.ConvertAll(entry.Atoms, atom => conformer[atom]);
        // The reference leaves the last residue of a complex as the dictionary has it, and its weights were trained so.
        if (residue < residues - 1)
            Pose(positions, noise.Pose(residue));
        return (entry.Kept, positions);
    }

    private (Molecule, int[], MoleculeAtom[]) Look(AminoAcid acid)
    {
        var molecule = library[acid.Code];
        int[] atoms = [.. acid.AtomNames.Select(molecule.IndexOf)];
        return (molecule, atoms, Array.ConvertAll(atoms, atom => molecule.Atoms[atom]));
    }

    private static void Pose(Vector3[] positions, (Quaternion Turn, Vector3 Shift) pose)
    {
        var centre = Vector3.Zero;
        foreach (var position in positions)
            centre += position;
        centre /= positions.Length;
        // Rows times matrix, as in the reference: the turn backwards.
        var turn = Quaternion.Conjugate(Quaternion.Normalize(pose.Turn));
        for (int i = 0; i < positions.Length; i++)
            positions[i] = Vector3.Transform(positions[i] - centre, turn) + pose.Shift;
    }
}
