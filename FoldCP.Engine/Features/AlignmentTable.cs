using FoldCP.Engine.Alignments;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>The complex's alignment, S rows over N tokens, and what is counted over its rows.</summary>
internal sealed class AlignmentTable
{
    private readonly TokenList tokens;
    private readonly List<Alignment> chains;
    private readonly Dictionary<int, int> chainAt;

    public AlignmentTable(FoldTarget target, TokenList tokens, int mostRows)
    {
        this.tokens = tokens;
        chains = [.. tokens.Chains.Select(chain => Fitting(chain, target.Alignments.GetValueOrDefault(chain.Number)))];
        chainAt = tokens.Chains.Select((chain, at) => (chain.Number, at)).ToDictionary();
        var rows = AlignmentPairing.Of(chains, mostRows);
        (Depth, int n) = (rows.Count, tokens.Count);
        (Letters, Paired, Deletions) = (new long[Depth * n], new float[Depth * n], new float[Depth * n]);
        (Profile, DeletionMean) = (new float[n * FoldFeatures.TokenKinds], new float[n]);
        for (int row = 0; row < Depth; row++)
            Fill(row, rows[row]);
        for (int i = 0; i < Profile.Length; i++)
            Profile[i] /= Depth;
    }

    /// <summary>S</summary>
    public int Depth { get; }

    /// <summary>Kinds of token [S, N]</summary>
    public long[] Letters { get; }

    /// <summary>[S, N]</summary>
    public float[] Paired { get; }

    /// <summary>pi/2 arctan(deletions / 3) [S, N]</summary>
    public float[] Deletions { get; }

    /// <summary>How often each kind of token stands in a column [N, 33].</summary>
    public float[] Profile { get; }

    public float[] DeletionMean { get; }

    /// <summary>Why a chain's alignment is of no use, in the user's words; null if it is.</summary>
    public static string? Misfit(StructureChain chain, Alignment alignment)
    {
        byte[] first = alignment.Rows[0].Tokens;
        if (first.Length != chain.Residues.Count)
            return $"The first row of chain {chain.Id}'s alignment has {first.Length} residues, and the chain has {chain.Residues.Count}.";
        var differing = Enumerable.Range(0, first.Length).Where(at => chain.Residues[at].Form.Token != first[at]).ToList();
        int unknown = StandardResidue.Unknown(ChainKind.Protein).Token;
        int methionine = StandardResidue.Find("MET")!.Token;
        bool isReplaced = differing.All(at => chain.Residues[at].Form.Token == unknown)
            || differing.All(at => chain.Residues[at].Form.Token == methionine && first[at] == unknown);
        return isReplaced ? null : $"The first row of chain {chain.Id}'s alignment differs from the chain at position {differing[0] + 1}.";
    }

    // As in the reference: an alignment of something else is none, and where the chain's own row differs by a modified residue, the chain counts.
    private static Alignment Fitting(StructureChain chain, Alignment? alignment)
    {
        var alone = Alignment.Of(chain.Residues.Select(residue => residue.Form.Token));
        if (alignment is null || Misfit(chain, alignment) is not null)
            return alone;
        return new([alignment.Rows[0] with { Tokens = alone.Rows[0].Tokens }, .. alignment.Rows.Skip(1)]);
    }

    private void Fill(int row, PairedRow paired)
    {
        foreach (var token in tokens.Tokens)
        {
            int at = (row * tokens.Count) + token.Number;
            int chain = chainAt[token.Chain.Number];
            var source = paired.Rows[chain] >= 0 ? chains[chain].Rows[paired.Rows[chain]] : null;
            Letters[at] = source?.Tokens[token.Residue.Index] ?? StandardResidue.Gap;
            Paired[at] = paired.Paired[chain] ? 1 : 0;
            // The reference loses the deletions of all rows but the first.
            if (paired.Rows[chain] == 0)
                Deletions[at] = Scaled(source!, token.Residue.Index);
            Profile[(token.Number * FoldFeatures.TokenKinds) + Letters[at]] += 1;
            DeletionMean[token.Number] += Deletions[at] / Depth;
        }
    }

    private static float Scaled(AlignmentRow row, int residue)
    {
        int count = row.Deletions.LastOrDefault(deletion => deletion.Residue == residue).Count;
        return (float)(Math.PI / 2 * Math.Atan(count / 3.0));
    }
}
