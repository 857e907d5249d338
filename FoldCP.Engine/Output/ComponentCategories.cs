using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Output;

/// <summary>The part of a ModelCIF file that says what residues and ligands are, chemically.</summary>
internal static class ComponentCategories
{
    public static void Write(CifWriter cif, Assembly assembly)
    {
        var components = assembly.Entities
            .SelectMany(entity => entity.Residues.Select(residue => (residue.Form.Molecule, Linking: Linking(entity))))
            .DistinctBy(component => component.Molecule.Code)
            .OrderBy(component => component.Molecule.Code, StringComparer.Ordinal).ToList();
        cif.Loop("_chem_comp", "id type name formula formula_weight ma_provenance",
            components.Select(component => Row(component.Molecule, component.Linking)));
        // No reader can look up the bonds of what the input itself has brought.
        cif.Loop("_chem_comp_bond", "comp_id atom_id_1 atom_id_2 value_order pdbx_aromatic_flag",
            components.Where(component => component.Molecule.IsOwn).SelectMany(component => Bonds(component.Molecule)));
    }

    private static string?[] Row(Molecule molecule, string linking) =>
    [
        molecule.Code,
        molecule.Type.Length > 0 ? molecule.Type : linking,
        molecule.Name,
        molecule.Formula,
        molecule.Weight > 0 ? CifWriter.Number(molecule.Weight, 3) : null,
        molecule.IsOwn ? "CCD local" : "CCD Core",
    ];

    private static string Linking(AssemblyEntity entity) => entity.Kind switch
    {
        ChainKind.Protein => "L-peptide linking",
        ChainKind.Dna => "DNA linking",
        ChainKind.Rna => "RNA linking",
        _ => "non-polymer",
    };

    private static IEnumerable<string[]> Bonds(Molecule molecule) => molecule.Bonds.Select(bond => new[]
    {
        molecule.Code,
        molecule.Atoms[bond.First].Name,
        molecule.Atoms[bond.Second].Name,
        bond.Type switch
        {
            BondType.DoubleBond => "doub",
            BondType.TripleBond => "trip",
            BondType.Aromatic => "arom",
            _ => "sing",
        },
        bond.Type == BondType.Aromatic ? "Y" : "N",
    });
}
