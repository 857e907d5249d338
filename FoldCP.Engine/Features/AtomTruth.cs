using System.Numerics;

namespace FoldCP.Engine.Features;

/// <summary>Where the atoms of tokens are, one after the other, without padding unless it says so.</summary>
internal sealed class AtomTruth
{
    private readonly float[] bFactors;

    public AtomTruth(TokenList tokens)
    {
        int count = tokens.AtomCount;
        Padded = (count + FoldFeatures.AtomMultiple - 1) / FoldFeatures.AtomMultiple * FoldFeatures.AtomMultiple;
        (Positions, Present, bFactors) = (new Vector3[count], new bool[count], new float[count]);
        int at = 0;
        foreach (var (_, residue) in tokens.Residues)
        {
            for (int i = 0; i < residue.Form.Atoms.Count; i++, at++)
            {
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
