using System.Security.Cryptography;
using System.Text;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Features;

/// <summary>One number for all definitions of components that a target is made of. A dictionary may be another on another machine, or on another day.</summary>
internal static class ComponentsHash
{
    /// <returns>SHA-256 over the components in the order in which they are met; lower-case hexadecimal</returns>
    public static string Of(FoldTarget target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var structures = target.Templates.Select(template => template.Structure).Prepend(target.Structure);
        foreach (var molecule in structures.SelectMany(structure => structure.Residues).Select(residue => residue.Form.Molecule).DistinctBy(molecule => (object)molecule, ReferenceEqualityComparer.Instance))
            hash.AppendData(Encoding.UTF8.GetBytes(Words(molecule)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Words(Molecule molecule)
    {
        var atoms = molecule.Atoms.Select(atom => FormattableString.Invariant($"{atom.Name} {atom.Element} {atom.Charge} {atom.Leaves} {atom.Chirality}"));
        var bonds = molecule.Bonds.Select(bond => FormattableString.Invariant($"{bond.First} {bond.Second} {bond.Type}"));
        // The places of what the input brought are made here, by the chemistry toolkit.
        var places = molecule.IsOwn ? [] : molecule.Conformers.SelectMany(places => places).Select(place => FormattableString.Invariant($"{place.X} {place.Y} {place.Z}"));
        return string.Join('\n', [FormattableString.Invariant($"{molecule.Code} {molecule.Weight}"), .. atoms, .. bonds, .. places, ""]);
    }
}
