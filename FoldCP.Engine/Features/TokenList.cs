using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>A structure's tokens in their order, and the bonds between them.</summary>
public sealed class TokenList
{
    private readonly int[] tokenOfAtom;

    private TokenList(Structure structure, List<Token> tokens)
    {
        (Structure, Tokens) = (structure, tokens);
        tokenOfAtom = new int[structure.AtomCount];
        foreach (var token in tokens)
            Array.Fill(tokenOfAtom, token.Number, token.FirstAtom, token.AtomCount);
    }

    public Structure Structure { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public int Count => Tokens.Count;

    /// <summary>The token of each atom.</summary>
    public IReadOnlyList<int> OfAtoms => tokenOfAtom;

    /// <summary>Bonds within ligands and modified residues, then those that were asked for.</summary>
    public IEnumerable<TokenBond> Bonds => Structure.Bonds.Concat(Structure.Connections)
        .Select(bond => new TokenBond(tokenOfAtom[bond.First.Atom], tokenOfAtom[bond.Second.Atom], bond.Type));

    /// <summary>The first token at a site; null if there is none.</summary>
    public Token? At(Site site) => Tokens.FirstOrDefault(token => token.Site == site);

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

    private static Token Whole(int number, StructureChain chain, StructureResidue residue) => new(
        number, chain, residue, residue.FirstAtom, residue.Form.Atoms.Count,
        residue.Form.IsStandard ? residue.Form.Token : StandardResidue.Unknown(chain.Kind).Token,
        residue.CentreAtom, residue.DistogramAtom, !residue.Form.IsStandard);

    private static Token Atom(int number, StructureChain chain, StructureResidue residue, int atom) => new(
        number, chain, residue, residue.FirstAtom + atom, 1, residue.Form.Token, residue.FirstAtom + atom, residue.FirstAtom + atom, IsModified: false);
}
