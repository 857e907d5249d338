using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Output;

/// <summary>The bonds between residues that a file has to tell, as no reader knows them: those that were asked for, and those that close cyclic chains.</summary>
internal static class ToldBonds
{
    public static IReadOnlyList<StructureBond> Of(Structure structure) =>
    [
        .. structure.Connections,
        .. structure.Chains.Where(chain => chain.CyclicPeriod > 0).Select(Closing).OfType<StructureBond>().Where(closing => !structure.Connections.Any(bond => Joins(bond, closing))),
    ];

    // A chain of one residue has no two ends, and modified residues may lack their atoms.
    private static StructureBond? Closing(StructureChain chain)
    {
        var (end, begin) = chain.Kind == ChainKind.Protein ? ("C", "N") : ("O3'", "P");
        return chain.Residues.Count > 1 && Atom(chain, chain.Residues[^1], end) is { } last && Atom(chain, chain.Residues[0], begin) is { } first
            ? new(last, first, BondType.Covalent)
            : null;
    }

    private static AtomNumbers? Atom(StructureChain chain, StructureResidue residue, string name)
    {
        for (int i = 0; i < residue.Form.Atoms.Count; i++)
        {
            if (residue.Form.Atoms[i].Name == name)
                return new(chain.Number, chain.FirstResidue + residue.Index, residue.FirstAtom + i);
        }
        return null;
    }

    private static bool Joins(StructureBond bond, StructureBond other) =>
        (bond.First, bond.Second) == (other.First, other.Second) || (bond.First, bond.Second) == (other.Second, other.First);
}
