using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>What the network sees as one: a residue, or an atom of one that has no token of its own.</summary>
/// <param name="Number">from 0</param>
/// <param name="Chain">where it is</param>
/// <param name="Residue">which it is, or is a part of</param>
/// <param name="FirstAtom">among all atoms</param>
/// <param name="AtomCount">1 for a token that is an atom</param>
/// <param name="ResType">its number in the network's alphabet</param>
/// <param name="CentreAtom">the atom that stands for it, among all</param>
/// <param name="DistogramAtom">the atom whose distances are predicted, among all</param>
/// <param name="IsModified">whether it is a residue of a polymer that the alphabet does not have</param>
public sealed record Token(
    int Number, StructureChain Chain, StructureResidue Residue, int FirstAtom, int AtomCount, int ResType, int CentreAtom, int DistogramAtom, bool IsModified)
{
    public bool IsCentrePresent => Residue.IsFound && Residue.IsPresent(CentreAtom - Residue.FirstAtom);

    public bool IsDistogramAtomPresent => Residue.IsFound && Residue.IsPresent(DistogramAtom - Residue.FirstAtom);

    /// <summary>How requests name it: several tokens share it where a residue is taken atom by atom.</summary>
    public Site Site => new(Chain.Number, Chain.Kind == ChainKind.Ligand ? FirstAtom : Residue.Index);
}

/// <summary>Two tokens with a bond between some of their atoms.</summary>
public readonly record struct TokenBond(int First, int Second, BondType Type);
