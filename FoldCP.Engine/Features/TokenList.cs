using System.Numerics;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>
/// A structure's tokens in their order, and the bonds between them; or some of them, whole residues each. Tokens and atoms are
/// numbered among those that are here, while a token knows its atoms by their numbers in the structure.
/// </summary>
public sealed class TokenList
{
    private readonly Dictionary<int, int> tokenOfAtom = [];
    private readonly int[] firstAtoms;

    private TokenList(Structure structure, IReadOnlyList<Token> tokens)
    {
        (Structure, Tokens) = (structure, tokens);
        firstAtoms = new int[tokens.Count];
        for (int i = 0; i < tokens.Count; i++)
        {
            firstAtoms[i] = AtomCount;
            AtomCount += tokens[i].AtomCount;
            for (int atom = 0; atom < tokens[i].AtomCount; atom++)
                tokenOfAtom.Add(tokens[i].FirstAtom + atom, i);
        }
        Residues = [.. tokens.Select(token => (token.Chain, token.Residue)).Distinct()];
        Chains = [.. tokens.Select(token => token.Chain).Distinct()];
    }

    /// <summary>All of it, also where tokens are left out.</summary>
    public Structure Structure { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public int Count => Tokens.Count;

    public int AtomCount { get; }

    public IReadOnlyList<(StructureChain Chain, StructureResidue Residue)> Residues { get; }

    public IReadOnlyList<StructureChain> Chains { get; }

    /// <summary>Bonds within ligands and modified residues, then those that were asked for.</summary>
    public IEnumerable<TokenBond> Bonds => Structure.Bonds.Concat(Structure.Connections)
        .Where(bond => tokenOfAtom.ContainsKey(bond.First.Atom) && tokenOfAtom.ContainsKey(bond.Second.Atom))
        .Select(bond => new TokenBond(tokenOfAtom[bond.First.Atom], tokenOfAtom[bond.Second.Atom], bond.Type));

    /// <summary>An atom of a token among the atoms that are here.</summary>
    /// <param name="token">whose it is</param>
    /// <param name="atom">its number in the structure</param>
    public int Here(Token token, int atom) => firstAtoms[token.Number] + atom - token.FirstAtom;

    /// <summary>The first token at a site; null if there is none.</summary>
    public Token? At(Site site) => Tokens.FirstOrDefault(token => token.Site == site);

    /// <summary>Some of the tokens, in their order.</summary>
    public TokenList Only(Func<Token, bool> isKept) => new(Structure, [.. Tokens.Where(isKept).Select((token, at) => token with { Number = at })]);

    /// <summary>Boltz-1 takes modified residues atom by atom, Boltz-2 as one token.</summary>
    public static TokenList Of(Structure structure, Generation generation)
    {
        var tokens = new List<Token>();
        foreach (var chain in structure.Chains)
        {
            foreach (var residue in chain.Residues)
            {
                if (residue.Form.IsStandard || (generation == Generation.Boltz2 && chain.Kind != ChainKind.Ligand))
                    tokens.Add(Whole(tokens.Count, chain, residue));
                else
                    tokens.AddRange(Enumerable.Range(0, residue.Form.Atoms.Count).Select(atom => Atom(tokens.Count + atom, chain, residue, atom)).ToList());
            }
        }
        return new(structure, tokens);
    }

    /// <summary>Where an atom of a token is, Å; its number is the structure's.</summary>
    public static Vector3 Position(Token token, int atom) => token.Residue.Position(atom - token.Residue.FirstAtom);

    private static Token Whole(int number, StructureChain chain, StructureResidue residue) => new(
        number, chain, residue, residue.FirstAtom, residue.Form.Atoms.Count,
        residue.Form.IsStandard ? residue.Form.Token : StandardResidue.Unknown(chain.Kind).Token,
        residue.CentreAtom, residue.DistogramAtom, !residue.Form.IsStandard);

    private static Token Atom(int number, StructureChain chain, StructureResidue residue, int atom) => new(
        number, chain, residue, residue.FirstAtom + atom, 1, residue.Form.Token, residue.FirstAtom + atom, residue.FirstAtom + atom, IsModified: false);
}
