using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Output;

/// <summary>The atoms of a ModelCIF file. The B factor is the atom's pLDDT, or else its token's, 0 to 100.</summary>
internal static class AtomCategories
{
    public static void Write(CifWriter cif, Assembly assembly, FoldedSample sample)
    {
        var known = assembly.Structure.Residues.Select(residue => residue.Form).Distinct().ToDictionary(form => form, Atoms);
        double[] plddt = assembly.AtomPlddt(sample);
        cif.RawLoop("_atom_type", "symbol", known.Values.SelectMany(atoms => atoms).Select(atom => atom.Symbol).Distinct().Order(StringComparer.Ordinal));
        cif.RawLoop("_atom_site",
            "group_PDB id type_symbol label_atom_id label_alt_id label_comp_id label_asym_id label_entity_id label_seq_id pdbx_PDB_ins_code "
            + "Cartn_x Cartn_y Cartn_z occupancy B_iso_or_equiv auth_seq_id auth_comp_id auth_asym_id auth_atom_id pdbx_PDB_model_num",
            assembly.Structure.Chains.SelectMany(chain => chain.Residues.SelectMany(residue => Rows(sample, plddt, chain, residue, known[residue.Form]))));
    }

    private static (string Symbol, string Name)[] Atoms(ResidueForm form) =>
        [.. form.Atoms.Select(atom => (Elements.Symbol(atom.Element).ToUpperInvariant(), CifText.Quote(atom.Name)))];

    private static IEnumerable<string> Rows(
        FoldedSample sample, double[] plddt, StructureChain chain, StructureResidue residue, (string Symbol, string Name)[] atoms)
    {
        // Modified residues are ATOM too, as the reference writes them: the group tells polymers from the rest.
        string group = chain.Kind == ChainKind.Ligand ? "HETATM" : "ATOM";
        string id = CifText.Quote(chain.Id);
        string component = CifText.Quote(residue.Form.Name);
        int number = residue.Index + 1;
        string inSequence = chain.Kind == ChainKind.Ligand ? CifText.None : $"{number}";
        int atom = residue.FirstAtom;
        foreach (var (symbol, name) in atoms)
        {
            string factor = CifWriter.Number(plddt[atom], 2);
            string place = Place(sample.Coordinates.AsSpan(3 * atom++, 3));
            yield return $"{group} {atom} {symbol} {name} . {component} {id} {chain.Entity + 1} {inSequence} . {place} 1.00 {factor} "
                + $"{number} {component} {id} {name} {ModelCif.Model}";
        }
    }

    private static string Place(ReadOnlySpan<float> xyz) => $"{CifWriter.Number(xyz[0], 3)} {CifWriter.Number(xyz[1], 3)} {CifWriter.Number(xyz[2], 3)}";
}
