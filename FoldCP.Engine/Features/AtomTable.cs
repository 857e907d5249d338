using System.Numerics;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>The atoms of a complex column by column, padded to a multiple of 32: chain by chain, residue by residue.</summary>
internal sealed class AtomTable
{
    private const long None = -1;
    private const int FirstCharacter = 32;

    private static readonly string[] ProteinBackbone = ["N", "CA", "C", "O"];
    private static readonly string[] NucleicBackbone = ["P", "OP1", "OP2", "O5'", "C5'", "C4'", "O4'", "C3'", "O3'", "C2'", "O2'", "C1'"];

    /// <param name="tokens">whose atoms they are</param>
    /// <param name="pose">where the atoms of the residue of a number are in its reference conformer</param>
    public AtomTable(TokenList tokens, Func<int, StructureResidue, Vector3[]> pose)
    {
        Count = tokens.AtomCount;
        Padded = (Count + FoldFeatures.AtomMultiple - 1) / FoldFeatures.AtomMultiple * FoldFeatures.AtomMultiple;
        (Positions, Charges, Mask) = (new float[Padded * 3], new float[Padded], new float[Padded]);
        (Elements, Tokens, NameCharacters) = (Nothing(Padded), Nothing(Padded), Nothing(Padded * FoldFeatures.NameLength));
        (Residues, Backbone, Chiralities) = (new long[Padded], Nothing(Padded), new long[Padded]);
        for (int number = 0, at = 0; number < tokens.Residues.Count; number++)
        {
            var (chain, residue) = tokens.Residues[number];
            Fill(residue, number, chain.Kind, at, pose(number, residue));
            at += residue.Form.Atoms.Count;
        }
        foreach (var token in tokens.Tokens)
            Array.Fill(Tokens, token.Number, tokens.Here(token, token.FirstAtom), token.AtomCount);
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

    /// <summary>The token's number, -1 for padding.</summary>
    public long[] Tokens { get; }

    /// <summary>0 for no backbone atom, then proteins' four and nucleic acids' twelve; -1 for padding.</summary>
    public long[] Backbone { get; }

    public long[] Chiralities { get; }

    private void Fill(StructureResidue residue, int number, ChainKind kind, int at, Vector3[] positions)
    {
        for (int i = 0; i < positions.Length; i++, at++)
        {
            var atom = residue.Form.Atoms[i];
            positions[i].CopyTo(Positions, 3 * at);
            (Charges[at], Mask[at]) = (atom.Charge, 1);
            (Elements[at], Residues[at], Backbone[at], Chiralities[at]) = (atom.Element, number, BackboneAtom(kind, atom.Name), (long)atom.Chirality);
            for (int c = 0; c < FoldFeatures.NameLength; c++)
                NameCharacters[(at * FoldFeatures.NameLength) + c] = c < atom.Name.Length ? Character(atom.Name[c]) : 0;
        }
    }

    private static long Character(char letter) => (letter - FirstCharacter) % FoldFeatures.NameCharacters;

    private static long BackboneAtom(ChainKind kind, string name) => kind switch
    {
        ChainKind.Ligand => 0,
        ChainKind.Protein => Array.IndexOf(ProteinBackbone, name) + 1,
        _ => Array.IndexOf(NucleicBackbone, name) is >= 0 and int at ? ProteinBackbone.Length + 1 + at : 0,
    };

    private static long[] Nothing(int count)
    {
        var column = new long[count];
        Array.Fill(column, None);
        return column;
    }
}
