using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Features;

/// <summary>
/// What the affinity is predicted of: the ligand and the residues around it, nearest first, each with its neighbours along the
/// chain, until there is no more room.
/// </summary>
internal static class AffinityCrop
{
    private const int MostTokens = 256;
    private const int MostAtoms = 2048;
    private const int MostPolymerTokens = 200;
    private const int Neighbours = 10;

    /// <param name="tokens">of a structure whose atoms have places</param>
    /// <param name="ligand">the chain's number</param>
    public static TokenList Of(TokenList tokens, int ligand)
    {
        var resolved = tokens.Tokens.Where(token => token.IsCentrePresent).ToList();
        var byChain = tokens.Tokens.ToLookup(token => token.Chain.Number);
        var kept = new HashSet<Token>(ReferenceEqualityComparer.Instance);
        foreach (int nearest in NumpyOrder.Of(Distances(resolved, ligand)))
        {
            var added = Around(resolved[nearest], [.. byChain[resolved[nearest].Chain.Number]]).Where(token => !kept.Contains(token)).ToList();
            int polymer = kept.Concat(added).Count(token => token.Chain.Kind != ChainKind.Ligand);
            if (kept.Count + added.Count > MostTokens || polymer > MostPolymerTokens || kept.Concat(added).Sum(token => token.AtomCount) > MostAtoms)
                break;
            kept.UnionWith(added);
        }
        return tokens.Only(kept.Contains);
    }

    private static float[] Distances(List<Token> tokens, int ligand)
    {
        var places = tokens.Where(token => token.Chain.Number == ligand).Select(token => TokenList.Position(token, token.CentreAtom)).ToList();
        return [.. tokens.Select(token => places.Min(place => (TokenList.Position(token, token.CentreAtom) - place).Length()))];
    }

    // A short chain as a whole; else residues on both sides until there are enough tokens.
    private static IEnumerable<Token> Around(Token token, List<Token> chain)
    {
        if (chain.Count <= Neighbours)
            return chain;
        int reach = 0;
        while (Within(token, chain, reach).Count() < Neighbours && reach < Neighbours)
            reach++;
        return Within(token, chain, reach);
    }

    private static IEnumerable<Token> Within(Token token, List<Token> chain, int reach) =>
        chain.Where(other => Math.Abs(other.Residue.Index - token.Residue.Index) <= reach);
}
