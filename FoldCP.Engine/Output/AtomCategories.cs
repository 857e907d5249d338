using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Output;

/// <summary>The atoms of a ModelCIF file. The B factor is the residue's pLDDT, 0 to 100.</summary>
internal static class AtomCategories
{
    public static void Write(CifWriter cif, Complex complex, FoldedSample sample, MoleculeLibrary library)
    {
        var known = AminoAcid.All.ToDictionary(acid => acid, acid => Atoms(acid, library));
        cif.RawLoop("_atom_type", "symbol", complex.Entities.SelectMany(entity => entity.Residues).Distinct()
            .SelectMany(acid => known[acid]).Select(atom => atom.Symbol).Distinct().Order(StringComparer.Ordinal));
        cif.RawLoop("_atom_site",
            "group_PDB id type_symbol label_atom_id label_alt_id label_comp_id label_asym_id label_entity_id label_seq_id pdbx_PDB_ins_code "
            + "Cartn_x Cartn_y Cartn_z occupancy B_iso_or_equiv auth_seq_id auth_comp_id auth_asym_id auth_atom_id pdbx_PDB_model_num",
            Rows(complex, sample, known));
    }

    private static (string Symbol, string Name)[] Atoms(AminoAcid acid, MoleculeLibrary library)
    {
        var molecule = library[acid.Code];
        return [.. acid.AtomNames.Select(name => (Elements.Symbol(molecule.Atoms[molecule.IndexOf(name)].Element).ToUpperInvariant(), CifText.Quote(name)))];
    }

    private static IEnumerable<string> Rows(Complex complex, FoldedSample sample, Dictionary<AminoAcid, (string Symbol, string Name)[]> known)
    {
        var (atom, token) = (0, 0);
        foreach (var chain in complex.Chains)
        {
            string id = CifText.Quote(chain.Id);
            int entity = chain.Entity.Number + 1;
            for (int residue = 1; residue <= chain.Residues.Count; residue++, token++)
            {
                var acid = chain.Residues[residue - 1];
                string plddt = CifWriter.Number(100 * sample.Plddt[token], 2);
                foreach (var (symbol, name) in known[acid])
                {
                    string place = Place(sample.Coordinates.AsSpan(3 * atom++, 3));
                    yield return $"ATOM {atom} {symbol} {name} . {acid.Code} {id} {entity} {residue} . {place} 1.00 {plddt} "
                        + $"{residue} {acid.Code} {id} {name} {ModelCif.Model}";
                }
            }
        }
    }

    private static string Place(ReadOnlySpan<float> xyz) => $"{CifWriter.Number(xyz[0], 3)} {CifWriter.Number(xyz[1], 3)} {CifWriter.Number(xyz[2], 3)}";
}
