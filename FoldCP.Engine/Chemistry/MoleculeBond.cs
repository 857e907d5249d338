namespace FoldCP.Engine.Chemistry;

/// <summary>The kinds of bond that the network knows; the numbers are the network's.</summary>
public enum BondType { Other = 0, SingleBond = 1, DoubleBond = 2, TripleBond = 3, Aromatic = 4, Covalent = 5 }

/// <summary>A bond between two atoms of a molecule, by their places in its list.</summary>
public sealed record MoleculeBond(int First, int Second, BondType Type);
