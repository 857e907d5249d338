using System.Numerics;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>Where a structure's atoms are, one after the other, without padding unless it says so.</summary>
internal sealed class AtomTruth
{
    private readonly float[] bFactors;

    public AtomTruth(Structure structure)
    {
        int count = structure.AtomCount;
        Padded = (count + FoldFeatures.AtomMultiple - 1) / FoldFeatures.AtomMultiple * FoldFeatures.AtomMultiple;
        (Positions, Present, bFactors) = (new Vector3[count], new bool[count], new float[count]);
        foreach (var residue in structure.Residues)
        {
            for (int i = 0; i < residue.Form.Atoms.Count; i++)
            {
                int at = residue.FirstAtom + i;
                (Positions[at], Present[at], bFactors[at]) = (residue.Position(i), residue.IsPresent(i), residue.Places?.BFactors[i] ?? 0);
            }
        }
    }

    public int Padded { get; }

    public Vector3[] Positions { get; }

    public bool[] Present { get; }

    /// <summary>1 for resolved atoms, padded.</summary>
    public float[] Mask() => Filled(Present.Select(present => present ? 1f : 0f));

    /// <summary>Å², padded.</summary>
    public float[] BFactors() => Filled(bFactors);

    /// <summary>Positions about the resolved atoms' mean, padded with zeros.</summary>
    public Vector3[] Centred()
    {
        var sum = Vector3.Zero;
        for (int i = 0; i < Positions.Length; i++)
            sum += Present[i] ? Positions[i] : Vector3.Zero;
        var centre = sum / Math.Max(1, Present.Count(present => present));
        return [.. Positions.Select(position => position - centre), .. new Vector3[Padded - Positions.Length]];
    }

    private float[] Filled(IEnumerable<float> values) => [.. values, .. new float[Padded - Positions.Length]];
}
