using FoldCP.Engine.Alignments;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>The complex's alignment, S rows over N tokens, and what is counted over its rows.</summary>
internal sealed class AlignmentTable
{
    private readonly TokenList tokens;
    private readonly List<Alignment> chains;
    private readonly int[] chainOf;
    private readonly IReadOnlyList<PairedRow> rows;
    private readonly byte[] letters;
    private readonly List<(int Row, int Token, float Value)> deletions = [];

    public AlignmentTable(FoldTarget target, TokenList tokens, int mostRows)
    {
        this.tokens = tokens;
        chains = [.. tokens.Chains.Select(chain => Fitting(chain, target.Alignments.GetValueOrDefault(chain.Number)))];
        var chainAt = tokens.Chains.Select((chain, at) => (chain.Number, at)).ToDictionary();
        chainOf = [.. tokens.Tokens.Select(token => chainAt[token.Chain.Number])];
        rows = AlignmentPairing.Of(chains, mostRows);
        letters = new byte[Depth * tokens.Count];
        (Profile, DeletionMean) = (new float[tokens.Count * FoldFeatures.TokenKinds], new float[tokens.Count]);
        for (int row = 0; row < Depth; row++)
            Fill(row);
        for (int i = 0; i < Profile.Length; i++)
            Profile[i] /= Depth;
    }

    /// <summary>S</summary>
    public int Depth => rows.Count;

    /// <summary>How often each kind of token stands in a column [N, 33].</summary>
    public float[] Profile { get; }

    public float[] DeletionMean { get; }

    /// <summary>Kinds of token [1, S, N]</summary>
    public Tensor Letters() => tensor(letters, 1, Depth, tokens.Count).to(int64);

    /// <summary>1 where the row pairs its chain with others [1, S, N]</summary>
    public Tensor Paired()
    {
        using var scope = NewDisposeScope();
        float[] byChain = [.. rows.SelectMany(row => row.Paired.Select(paired => paired ? 1f : 0f))];
        return scope.MoveToOuter(tensor(byChain, 1, Depth, chains.Count).index_select(2, tensor(chainOf, int64)));
    }

    /// <summary>pi/2 arctan(deletions / 3) [1, S, N]; there are few.</summary>
    public Tensor Deletions()
    {
        var all = zeros([1, Depth, tokens.Count], float32);
        foreach (var (row, token, value) in deletions)
            all[0, row, token] = value;
        return all;
    }

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

    private void Fill(int row)
    {
        foreach (var token in tokens.Tokens)
        {
            int chain = chainOf[token.Number];
            int at = rows[row].Rows[chain];
            byte letter = at >= 0 ? chains[chain].Rows[at].Tokens[token.Residue.Index] : (byte)StandardResidue.Gap;
            letters[(row * tokens.Count) + token.Number] = letter;
            Profile[(token.Number * FoldFeatures.TokenKinds) + letter] += 1;
            // The reference loses the deletions of all rows but the first.
            if (at == 0 && Scaled(chains[chain].Rows[0], token.Residue.Index) is > 0 and var deleted)
                Add(row, token.Number, deleted);
        }
    }

    private void Add(int row, int token, float deleted)
    {
        deletions.Add((row, token, deleted));
        DeletionMean[token] += deleted / Depth;
    }

    private static float Scaled(AlignmentRow row, int residue)
    {
        int count = row.Deletions.LastOrDefault(deletion => deletion.Residue == residue).Count;
        return (float)(Math.PI / 2 * Math.Atan(count / 3.0));
    }
}
