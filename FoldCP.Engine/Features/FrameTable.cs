using System.Numerics;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Features;

/// <summary>The three atoms of each token's frame [N, 3], and whether the frame is usable [N].</summary>
internal sealed class FrameTable
{
    private const int Corners = 3;
    private const float Straight = 0.9063f;
    private const float TooNear = 1e-2f;

    private readonly TokenList tokens;
    private readonly Vector3[] positions;
    private readonly bool[] present;

    /// <param name="tokens">of the complex</param>
    /// <param name="positions">of all their atoms, Å</param>
    /// <param name="present">which atoms are resolved</param>
    public FrameTable(TokenList tokens, Vector3[] positions, bool[] present)
    {
        (this.tokens, this.positions, this.present) = (tokens, positions, present);
        (Atoms, IsValid) = (new long[tokens.Count * Corners], new bool[tokens.Count]);
        foreach (var token in tokens.Tokens)
            Polymer(token);
        foreach (var ligand in tokens.Tokens.Where(token => token.Chain.Kind == ChainKind.Ligand).GroupBy(token => token.Chain).Where(atoms => atoms.Count() >= Corners))
            Ligand(ligand.First(), ligand.Count());
        for (int i = 0; i < IsValid.Length; i++)
            IsValid[i] &= IsBent((int)Atoms[Corners * i], (int)Atoms[(Corners * i) + 1], (int)Atoms[(Corners * i) + 2]);
    }

    public long[] Atoms { get; }

    public bool[] IsValid { get; }

    // Residues that the alphabet lacks have no frame in proteins; nucleotides among them are asked for the atoms' names.
    private void Polymer(Token token)
    {
        var kind = token.Chain.Kind;
        bool isUnknownProtein = token.ResType == StandardResidue.Unknown(ChainKind.Protein).Token;
        if (kind == ChainKind.Ligand || token.AtomCount < Corners || isUnknownProtein)
            Set(token, 0, 0, 0, isFrame: false);
        else if (StandardResidue.Find(token.Residue.Form.Name) is { } standard)
            Set(token, standard.Frame.Item1, standard.Frame.Item2, standard.Frame.Item3, isFrame: true);
        else
            Named(token);
    }

    private void Named(Token token)
    {
        var (a, b, c) = (Place(token, "C1'"), Place(token, "C3'"), Place(token, "C4'"));
        Set(token, Math.Max(a, 0), Math.Max(b, 0), Math.Max(c, 0), isFrame: a >= 0 && b >= 0 && c >= 0);
    }

    private static int Place(Token token, string atom)
    {
        var atoms = token.Residue.Form.Atoms;
        for (int i = 0; i < atoms.Count; i++)
        {
            if (atoms[i].Name == atom)
                return i;
        }
        return -1;
    }

    private void Set(Token token, int a, int b, int c, bool isFrame)
    {
        int first = tokens.Here(token, token.FirstAtom);
        Store(token.Number, first + a, first + b, first + c);
        IsValid[token.Number] = isFrame && present[first + a] && present[first + b] && present[first + c];
    }

    // Each atom between the two that are nearest to it.
    private void Ligand(Token first, int count)
    {
        int start = tokens.Here(first, first.FirstAtom);
        var distances = new float[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
                distances[j] = present[start + i] && present[start + j] ? Vector3.Distance(positions[start + i], positions[start + j]) : float.PositiveInfinity;
            int[] order = NumpyOrder.Of(distances);
            Store(first.Number + i, start + order[1], start + order[0], start + order[2]);
            IsValid[first.Number + i] = present[start + order[0]] && present[start + order[1]] && present[start + order[2]];
        }
    }

    private void Store(int token, int a, int b, int c) =>
        (Atoms[Corners * token], Atoms[(Corners * token) + 1], Atoms[(Corners * token) + 2]) = (a, b, c);

    private bool IsBent(int a, int b, int c)
    {
        var (first, second) = (positions[b] - positions[a], positions[b] - positions[c]);
        var (near, far) = (first.Length(), second.Length());
        float cosine = Vector3.Dot(first / (near + 1e-6f), second / (far + 1e-6f));
        return Math.Abs(cosine) < Straight && near > TooNear && far > TooNear;
    }
}
