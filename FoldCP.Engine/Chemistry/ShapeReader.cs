namespace FoldCP.Engine.Chemistry;

/// <summary>Finds out what the shape of a molecule has to fulfil. That needs a chemistry toolkit, which not every installation has.</summary>
/// <returns>null if the molecule is a single atom, or one that the toolkit makes nothing of, as of some compounds of metals</returns>
public delegate MoleculeShape? ShapeReader(Molecule molecule);
