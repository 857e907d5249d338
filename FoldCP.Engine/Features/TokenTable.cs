using FoldCP.Engine.Input;

namespace FoldCP.Engine.Features;

/// <summary>The tokens of a complex column by column; one token is one residue.</summary>
internal sealed class TokenTable
{
    public TokenTable(Complex complex)
    {
        Count = complex.Residues;
        (ResidueIndex, AsymId, EntityId) = (new long[Count], new long[Count], new long[Count]);
        (SymId, ResType) = (new long[Count], new long[Count]);
        int token = 0;
        foreach (var chain in complex.Chains)
        {
            for (int residue = 0; residue < chain.Residues.Count; residue++, token++)
            {
                ResidueIndex[token] = residue;
                AsymId[token] = chain.Number;
                EntityId[token] = chain.Entity.Number;
                SymId[token] = chain.Copy;
                ResType[token] = chain.Residues[residue].Token;
            }
        }
    }

    public int Count { get; }

    public long[] ResidueIndex { get; }

    public long[] AsymId { get; }

    public long[] EntityId { get; }

    public long[] SymId { get; }

    public long[] ResType { get; }

    /// <summary>How often each kind of token stands in a column [N, 33]: with a single row, 1 for the residue itself.</summary>
    public float[] Profile()
    {
        var profile = new float[Count * FoldFeatures.TokenKinds];
        for (int token = 0; token < Count; token++)
            profile[(token * FoldFeatures.TokenKinds) + ResType[token]] = 1;
        return profile;
    }
}
