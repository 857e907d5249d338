namespace FoldCP.Engine.Chemistry;

/// <summary>Makes a molecule with a conformer of a SMILES string. That needs a chemistry toolkit, which not every installation has.</summary>
/// <param name="smiles">as the user wrote it</param>
/// <param name="code">what the molecule is to be called, such as <c>LIG1</c></param>
/// <param name="standardised">whether salts are to be removed and charges balanced first, as the affinity is predicted for that</param>
/// <exception cref="InvalidDataException">it is no SMILES, or no conformer was found; in the user's words</exception>
public delegate Molecule SmilesReader(string smiles, string code, bool standardised);
