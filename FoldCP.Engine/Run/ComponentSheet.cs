using System.Globalization;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Run;

/// <summary>A component in words and columns, for people.</summary>
internal static class ComponentSheet
{
    public static void Write(TextWriter text, Molecule molecule, string origin)
    {
        string coordinates = molecule.HasModelCoordinates ? "of a model" : "ideal";
        text.WriteLine($"{molecule.Code}: {molecule.Name}");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(molecule.Type.Length > 0 ? molecule.Type : "type not known")}; {molecule.Formula}; {molecule.Weight:F3} Da; coordinates {coordinates}; {origin}"));
        text.WriteLine();
        text.WriteLine("atom  element  charge  leaves  chirality                          x         y         z");
        for (int i = 0; i < molecule.Atoms.Count; i++)
        {
            var (atom, place) = (molecule.Atoms[i], molecule.Conformers[0][i]);
            string chirality = atom.Chirality == Chirality.Unspecified ? "" : $"{atom.Chirality}";
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{atom.Name,-5} {Elements.Symbol(atom.Element),-8} {atom.Charge,6}  {(atom.Leaves ? "yes" : ""),-7} {chirality,-27} {place.X,9:F3} {place.Y,9:F3} {place.Z,9:F3}"));
        }
        text.WriteLine();
        foreach (var bond in molecule.Bonds)
            text.WriteLine($"{molecule.Atoms[bond.First].Name,-5} {molecule.Atoms[bond.Second].Name,-5} {bond.Type}");
    }
}
