using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Features;

/// <summary>The atoms of a complex column by column, padded to a multiple of 32: chain by chain, residue by residue.</summary>
internal sealed class AtomTable
{
    private const long None = -1;
    private const int FirstCharacter = 32;

    public AtomTable(Complex complex, MoleculeLibrary library, IConformerNoise noise)
    {
        int tokens = complex.Residues;
        Count = complex.Atoms;
        Padded = (Count + FoldFeatures.AtomMultiple - 1) / FoldFeatures.AtomMultiple * FoldFeatures.AtomMultiple;
        (Positions, Charges, Mask) = (new float[Padded * 3], new float[Padded], new float[Padded]);
        (Elements, Tokens, NameCharacters) = (Nothing(Padded), Nothing(Padded), Nothing(Padded * FoldFeatures.NameLength));
        (Residues, DistogramAtoms, Frames) = (new long[Padded], new long[tokens], new long[tokens * 3]);
        Fill(complex, new ConformerPoses(library, noise, tokens));
    }

    /// <summary>Atoms that exist.</summary>
    public int Count { get; }

    /// <summary>Atoms with padding: A.</summary>
    public int Padded { get; }

    /// <summary>Å [A, 3]</summary>
    public float[] Positions { get; }

    public float[] Charges { get; }

    public float[] Mask { get; }

    public long[] Elements { get; }

    /// <summary>[A, 4]</summary>
    public long[] NameCharacters { get; }

    /// <summary>The residue's number in the complex, 0 for padding.</summary>
    public long[] Residues { get; }

    /// <summary>The same, -1 for padding.</summary>
    public long[] Tokens { get; }

    public long[] DistogramAtoms { get; }

    /// <summary>[N, 3]</summary>
    public long[] Frames { get; }

    private void Fill(Complex complex, ConformerPoses poses)
    {
        var (token, atom) = (0, 0);
        foreach (var acid in complex.Chains.SelectMany(chain => chain.Residues))
        {
            DistogramAtoms[token] = atom + acid.DistogramAtom;
            // An unknown residue has no frame: three times the same atom, which the confidence heads discard.
            for (int corner = 0; corner < 3; corner++)
                Frames[(3 * token) + corner] = acid.IsUnknown ? atom : atom + corner;
            FillResidue(token++, ref atom, acid, poses);
        }
    }

    private void FillResidue(int token, ref int atom, AminoAcid acid, ConformerPoses poses)
    {
        var (atoms, positions) = poses.Of(token, acid);
        for (int i = 0; i < atoms.Count; i++, atom++)
        {
            positions[i].CopyTo(Positions, 3 * atom);
            (Charges[atom], Mask[atom]) = (atoms[i].Charge, 1);
            (Elements[atom], Residues[atom], Tokens[atom]) = (atoms[i].Element, token, token);
            for (int c = 0; c < FoldFeatures.NameLength; c++)
                NameCharacters[(atom * FoldFeatures.NameLength) + c] = c < atoms[i].Name.Length ? atoms[i].Name[c] - FirstCharacter : 0;
        }
    }

    private static long[] Nothing(int count)
    {
        var column = new long[count];
        Array.Fill(column, None);
        return column;
    }
}
