using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Structures;

/// <summary>Residues' forms by component, each made once.</summary>
internal sealed class ResidueForms(MoleculeLibrary library, ShapeReader? shapes = null)
{
    // Selenomethionine is solved for and meant as methionine.
    private const string Selenomethionine = "MSE";
    private const string Methionine = "MET";

    private readonly Dictionary<(string, bool), ResidueForm> known = [];

    /// <summary>A residue of a polymer.</summary>
    public ResidueForm InPolymer(ChainKind kind, string code)
    {
        string meant = code == Selenomethionine ? Methionine : code;
        if (StandardResidue.Find(meant) is { } standard)
        {
            return standard.Kind == kind
                ? Made(meant, inPolymer: true, molecule => ResidueForm.Standard(standard, molecule))
                : throw FoldException.BadInput($"The component {code} is not of the kind of its chain.");
        }
        return Made(meant, inPolymer: true, molecule => ResidueForm.Component(Shaped(molecule), inPolymer: true));
    }

    public ResidueForm Ligand(string code) => Made(code, inPolymer: false, molecule => ResidueForm.Component(Shaped(molecule), inPolymer: false));

    private Molecule Shaped(Molecule molecule) => molecule.Shape is null && shapes is not null ? molecule with { Shape = shapes(molecule) } : molecule;

    private ResidueForm Made(string code, bool inPolymer, Func<Molecule, ResidueForm> make)
    {
        if (!known.TryGetValue((code, inPolymer), out var form))
        {
            var molecule = library.Find(code) ?? throw MoleculeLibrary.NotKnown(code);
            known.Add((code, inPolymer), form = make(molecule));
        }
        return form;
    }
}
