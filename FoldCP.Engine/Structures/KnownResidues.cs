using System.Numerics;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Structures;

/// <summary>Residues of a known structure: the form that their component has here, filled with the atoms that were found.</summary>
internal sealed class KnownResidues(MoleculeLibrary library)
{
    private const string Selenomethionine = "MSE";
    private const string Methionine = "MET";

    private readonly ResidueForms forms = new(library);

    /// <param name="kind">of the chain</param>
    /// <param name="code">the component's, from the sequence</param>
    /// <param name="sites">the atoms found, none if the residue was not</param>
    public (ResidueForm Form, AtomPlaces? Places) Of(ChainKind kind, string code, IReadOnlyList<AtomSite> sites)
    {
        bool isFound = sites.Count > 0 && sites[0].Component == code;
        var found = isFound ? sites.ToDictionary(site => site.Atom) : [];
        if (code == Selenomethionine && found.TryGetValue("SE", out var selenium))
            found["SD"] = selenium;
        var form = Form(kind, code);
        if (!form.IsStandard)
            form = WithLeaving(form, found);
        var places = new AtomPlaces(
            isFound,
            [.. form.Atoms.Select(atom => found.GetValueOrDefault(atom.Name)?.Position ?? Vector3.Zero)],
            [.. form.Atoms.Select(atom => found.ContainsKey(atom.Name))],
            [.. form.Atoms.Select(atom => found.GetValueOrDefault(atom.Name)?.BFactor ?? 0)]);
        if (form.Name == "ARG")
            NameNearer(form, places);
        return (form, places);
    }

    // A component that is not known here is an unknown residue: what its backbone tells is still of use.
    private ResidueForm Form(ChainKind kind, string code)
    {
        bool isOfKind = StandardResidue.Find(code) is not { } standard || standard.Kind == kind;
        bool isKnown = isOfKind && library.Find(code == Selenomethionine ? Methionine : code) is not null;
        return forms.InPolymer(kind, isKnown ? code : StandardResidue.Unknown(kind).Code);
    }

    // Atoms that leave when a bond is made are there where they were found.
    private static ResidueForm WithLeaving(ResidueForm form, Dictionary<string, AtomSite> found)
    {
        bool anyLeft = form.Molecule.Atoms.Any(atom => atom.Leaves && found.ContainsKey(atom.Name));
        return anyLeft ? ResidueForm.Component(form.Molecule, inPolymer: true, atom => found.ContainsKey(atom.Name)) : form;
    }

    // Arginine's NH1 is the one nearer to CD; files have them exchanged at times.
    private static void NameNearer(ResidueForm form, AtomPlaces places)
    {
        int At(string atom) => form.Atoms.Select((a, i) => (a.Name, i)).First(entry => entry.Name == atom).i;
        var (cd, one, two) = (At("CD"), At("NH1"), At("NH2"));
        var x = places.Positions;
        bool allThere = places.Present[cd] && places.Present[one] && places.Present[two];
        if (allThere && Vector3.Distance(x[one], x[cd]) > Vector3.Distance(x[two], x[cd]))
            (x[one], x[two]) = (x[two], x[one]);
    }
}
