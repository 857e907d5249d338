using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Output;

/// <summary>The part of a ModelCIF file that says which molecules there are: components, entities, sequences, chains.</summary>
internal static class EntityCategories
{
    private const double Water = 18.015;

    public static void Write(CifWriter cif, Complex complex, MoleculeLibrary library)
    {
        Components(cif, complex, library);
        Entities(cif, complex, library);
        Sequences(cif, complex);
        Chains(cif, complex);
        Targets(cif, complex);
    }

    /// <summary>All that the entity is called.</summary>
    public static string Description(Entity entity) => entity.Names.Count > 0 ? string.Join("; ", entity.Names) : $"Protein {entity.Number + 1}";

    private static string Description(Chain chain) => $"{chain.Name ?? Description(chain.Entity)}, copy {chain.Copy + 1}";

    private static void Components(CifWriter cif, Complex complex, MoleculeLibrary library) => cif.Loop(
        "_chem_comp", "id type name formula formula_weight ma_provenance",
        complex.Entities.SelectMany(entity => entity.Residues).Select(residue => residue.Code).Distinct().Order(StringComparer.Ordinal)
            .Select(code => library[code])
            .Select(molecule => new[] { molecule.Code, molecule.Type, molecule.Name, molecule.Formula, CifWriter.Number(molecule.Weight, 3), "CCD Core" }));

    private static void Entities(CifWriter cif, Complex complex, MoleculeLibrary library)
    {
        var copies = complex.Chains.CountBy(chain => chain.Entity.Number).ToDictionary();
        cif.Loop("_entity", "id type src_method pdbx_description formula_weight pdbx_number_of_molecules",
            complex.Entities.Select(entity => new[]
            {
                Id(entity), "polymer", "man", Description(entity),
                CifWriter.Number(entity.Residues.Sum(residue => library[residue.Code].Weight - Water) + Water, 3), $"{copies[entity.Number]}",
            }));
        var strands = complex.Chains.ToLookup(chain => chain.Entity.Number, chain => chain.Id);
        cif.RawLoop("_entity_poly",
            "entity_id type nstd_linkage nstd_monomer pdbx_strand_id pdbx_seq_one_letter_code pdbx_seq_one_letter_code_can",
            complex.Entities.Select(entity => CifText.Row([
                Id(entity), "polypeptide(L)", "no", "no", CifText.Quote(string.Join(',', strands[entity.Number])),
                CifText.Folded(string.Concat(entity.Residues.Select(residue => residue.IsUnknown ? $"({residue.Code})" : $"{residue.Letter}"))),
                CifText.Folded(string.Concat(entity.Residues.Select(residue => residue.Letter))),
            ])));
    }

    private static void Sequences(CifWriter cif, Complex complex) => cif.RawLoop(
        "_entity_poly_seq", "entity_id num mon_id hetero",
        complex.Entities.SelectMany(entity => entity.Residues.Select((residue, at) => $"{Id(entity)} {at + 1} {residue.Code} n")));

    private static void Chains(CifWriter cif, Complex complex)
    {
        cif.Loop("_struct_asym", "id entity_id details",
            complex.Chains.Select(chain => new[] { chain.Id, Id(chain.Entity), Description(chain) }));
        cif.RawLoop("_pdbx_poly_seq_scheme",
            "asym_id entity_id seq_id mon_id pdb_seq_num auth_seq_num pdb_mon_id auth_mon_id pdb_strand_id pdb_ins_code",
            complex.Chains.SelectMany(chain =>
            {
                string id = CifText.Quote(chain.Id);
                return chain.Residues.Select((residue, at) =>
                    $"{id} {Id(chain.Entity)} {at + 1} {residue.Code} {at + 1} {at + 1} {residue.Code} {residue.Code} {id} .");
            }));
    }

    private static void Targets(CifWriter cif, Complex complex)
    {
        cif.Loop("_ma_target_entity", "entity_id data_id origin",
            complex.Entities.Select(entity => new[] { Id(entity), Id(entity), entity.Accessions.Count == 0 ? "designed" : "reference database" }));
        cif.Loop("_ma_target_entity_instance", "asym_id entity_id details",
            complex.Chains.Select(chain => new[] { chain.Id, Id(chain.Entity), Description(chain) }));
        cif.Loop("_ma_target_ref_db_details", "target_entity_id db_name db_name_other_details db_code db_accession seq_db_isoform",
            complex.Entities.SelectMany(entity => DatabaseReference.Of(entity.Accessions).Select(reference => new[]
            {
                Id(entity), reference.Database, reference.DatabaseDetails, reference.Code, reference.Accession, reference.Isoform,
            })));
    }

    private static string Id(Entity entity) => $"{entity.Number + 1}";
}
