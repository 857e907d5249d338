using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Output;

/// <summary>The part of a ModelCIF file that says which chains there are, and which bonds between residues no reader knows.</summary>
internal static class ChainCategories
{
    public static void Write(CifWriter cif, Assembly assembly)
    {
        var entities = assembly.Entities.ToDictionary(entity => entity.Number);
        var chains = assembly.Structure.Chains;
        cif.Loop("_struct_asym", "id entity_id details", chains.Select(chain => new[] { chain.Id, $"{chain.Entity + 1}", assembly.Description(chain) }));
        cif.RawLoop("_pdbx_poly_seq_scheme",
            "asym_id entity_id seq_id mon_id pdb_seq_num auth_seq_num pdb_mon_id auth_mon_id pdb_strand_id pdb_ins_code",
            chains.Where(chain => entities[chain.Entity].IsPolymer).SelectMany(chain => Rows(chain, (id, entity, number, code) =>
                $"{id} {entity} {number} {code} {number} {number} {code} {code} {id} .")));
        cif.RawLoop("_pdbx_branch_scheme",
            "asym_id entity_id num mon_id pdb_seq_num pdb_mon_id pdb_asym_id hetero",
            chains.Where(chain => entities[chain.Entity].IsBranched).SelectMany(chain => Rows(chain, (id, entity, number, code) =>
                $"{id} {entity} {number} {code} {number} {code} {id} n")));
        cif.RawLoop("_pdbx_nonpoly_scheme",
            "asym_id entity_id mon_id ndb_seq_num pdb_seq_num auth_seq_num pdb_mon_id auth_mon_id pdb_strand_id pdb_ins_code",
            chains.Where(chain => entities[chain.Entity] is { IsPolymer: false, IsBranched: false }).SelectMany(chain => Rows(chain, (id, entity, number, code) =>
                $"{id} {entity} {code} {number} {number} {number} {code} {code} {id} .")));
        Connections(cif, assembly.Structure);
    }

    private static IEnumerable<string> Rows(StructureChain chain, Func<string, int, int, string, string> row)
    {
        string id = CifText.Quote(chain.Id);
        return chain.Residues.Select(residue => row(id, chain.Entity + 1, residue.Index + 1, CifText.Quote(residue.Form.Name)));
    }

    private static void Connections(CifWriter cif, Structure structure)
    {
        var bonds = ToldBonds.Of(structure);
        if (bonds.Count == 0)
            return;
        StructureResidue[] residues = [.. structure.Residues];
        cif.Items("_struct_conn_type", ("id", "covale"));
        cif.Loop("_struct_conn",
            "id conn_type_id ptnr1_label_asym_id ptnr1_label_comp_id ptnr1_label_seq_id ptnr1_label_atom_id ptnr1_symmetry ptnr1_auth_seq_id "
            + "ptnr2_label_asym_id ptnr2_label_comp_id ptnr2_label_seq_id ptnr2_label_atom_id ptnr2_symmetry ptnr2_auth_seq_id",
            bonds.Select((bond, at) =>
                (string?[])[$"covale{at + 1}", "covale", .. Partner(structure, residues, bond.First), .. Partner(structure, residues, bond.Second)]));
    }

    private static string?[] Partner(Structure structure, StructureResidue[] residues, AtomNumbers atom)
    {
        var (chain, residue) = (structure.Chains[atom.Chain], residues[atom.Residue]);
        string number = $"{residue.Index + 1}";
        return
        [
            chain.Id, residue.Form.Name, chain.Kind == Chemistry.ChainKind.Ligand ? null : number,
            residue.Form.Atoms[atom.Atom - residue.FirstAtom].Name, "1_555", number,
        ];
    }
}
