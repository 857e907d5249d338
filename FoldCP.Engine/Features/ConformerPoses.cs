using System.Numerics;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>
/// Gives each residue a conformer of its component in a random pose, so that the network cannot learn from where a
/// dictionary happens to put its atoms (AlphaFold 3, algorithm 19).
/// </summary>
internal sealed class ConformerPoses(IConformerNoise noise, int residues)
{
    /// <summary>Boltz-2: each residue has a conformer by chance and a pose of its own.</summary>
    public Vector3[] Of(int number, StructureResidue residue)
    {
        var conformers = residue.Form.Molecule.Conformers;
        var conformer = conformers[noise.Choose(number, conformers.Count)];
        Vector3[] positions = [.. residue.Form.InMolecule.Select(atom => conformer[atom])];
        // The reference leaves the last residue of a complex as the dictionary has it, and its weights were trained so.
        if (number < residues - 1)
            Move(positions, Centre(positions), noise.Pose(number));
        return positions;
    }

    /// <summary>Boltz-1: each residue has its component's first conformer, and all are moved alike.</summary>
    public Vector3[] OfAll(StructureResidue residue)
    {
        Vector3[] positions = [.. Enumerable.Range(0, residue.Form.Atoms.Count).Select(residue.Form.FirstConformer)];
        Move(positions, Vector3.Zero, noise.Pose(0));
        return positions;
    }

    private static Vector3 Centre(Vector3[] positions)
    {
        var centre = Vector3.Zero;
        foreach (var position in positions)
            centre += position;
        return centre / positions.Length;
    }

    private static void Move(Vector3[] positions, Vector3 centre, (Quaternion Turn, Vector3 Shift) pose)
    {
        // Rows times matrix, as in the reference: the turn backwards.
        var turn = Quaternion.Conjugate(Quaternion.Normalize(pose.Turn));
        for (int i = 0; i < positions.Length; i++)
            positions[i] = Vector3.Transform(positions[i] - centre, turn) + pose.Shift;
    }
}
