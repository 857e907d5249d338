using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Output;

/// <summary>The part of a ModelCIF file that says which molecules there are: entities, their sequences, where they come from.</summary>
internal static class EntityCategories
{
    private const double Water = 18.015;

    public static void Write(CifWriter cif, Assembly assembly)
    {
        cif.Loop("_entity", "id type src_method pdbx_description formula_weight pdbx_number_of_molecules",
            assembly.Entities.Select(entity => new[] { entity.Id, Type(entity), "man", entity.Description, Weight(entity), $"{entity.Chains.Count}" }));
        Polymers(cif, assembly.Entities.Where(entity => entity.IsPolymer));
        cif.Loop("_pdbx_entity_nonpoly", "entity_id name comp_id",
            assembly.Entities.Where(entity => !entity.IsPolymer && !entity.IsBranched).Select(entity => new[] { entity.Id, entity.Description, entity.Residues[0].Form.Name }));
        cif.Loop("_pdbx_entity_branch_list", "entity_id num comp_id hetero",
            assembly.Entities.Where(entity => entity.IsBranched)
                .SelectMany(entity => entity.Residues.Select(residue => new[] { entity.Id, $"{residue.Index + 1}", residue.Form.Name, "n" })));
    }

    public static void Targets(CifWriter cif, Assembly assembly)
    {
        cif.Loop("_ma_target_entity", "entity_id data_id origin",
            assembly.Entities.Select(entity => new[] { entity.Id, entity.Id, entity.Accessions.Count == 0 ? "designed" : "reference database" }));
        cif.Loop("_ma_target_entity_instance", "asym_id entity_id details",
            assembly.Structure.Chains.Select(chain => new[] { chain.Id, $"{chain.Entity + 1}", assembly.Description(chain) }));
        cif.Loop("_ma_target_ref_db_details", "target_entity_id db_name db_name_other_details db_code db_accession seq_db_isoform",
            assembly.Entities.SelectMany(entity => DatabaseReference.Of(entity.Accessions).Select(reference => new[]
            {
                entity.Id, reference.Database, reference.DatabaseDetails, reference.Code, reference.Accession, reference.Isoform,
            })));
    }

    private static void Polymers(CifWriter cif, IEnumerable<AssemblyEntity> polymers)
    {
        cif.RawLoop("_entity_poly",
            "entity_id type nstd_linkage nstd_monomer pdbx_strand_id pdbx_seq_one_letter_code pdbx_seq_one_letter_code_can",
            polymers.Select(entity => CifText.Row([
                entity.Id, PolymerType(entity.Kind), "no", entity.Residues.All(residue => residue.Form.IsStandard) ? "no" : "yes",
                CifText.Quote(string.Join(',', entity.Chains.Select(chain => chain.Id))),
                CifText.Folded(string.Concat(entity.Residues.Select(residue => Letters(residue.Form)))),
                CifText.Folded(string.Concat(entity.Residues.Select(residue => Letter(residue.Form)))),
            ])));
        cif.RawLoop("_entity_poly_seq", "entity_id num mon_id hetero",
            polymers.SelectMany(entity => entity.Residues.Select(residue => $"{entity.Id} {residue.Index + 1} {CifText.Quote(residue.Form.Name)} n")));
    }

    private static string Type(AssemblyEntity entity) => entity.IsPolymer ? "polymer" : entity.IsBranched ? "branched" : "non-polymer";

    private static string PolymerType(ChainKind kind) => kind switch
    {
        ChainKind.Protein => CifText.Quote("polypeptide(L)"),
        ChainKind.Dna => "polydeoxyribonucleotide",
        ChainKind.Rna => "polyribonucleotide",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // The components' weights are those of free molecules: each bond between them has cost a water.
    private static string? Weight(AssemblyEntity entity) => entity.Residues.All(residue => residue.Form.Molecule.Weight > 0)
        ? CifWriter.Number(entity.Residues.Sum(residue => residue.Form.Molecule.Weight - Water) + Water, 3)
        : null;

    // Amino acids and ribonucleotides by their letter; others, and what is unknown, by their code.
    private static string Letters(ResidueForm form) =>
        form.IsStandard && Letter(form) is not 'X' and var letter && StandardResidue.Find(form.Name)!.Kind != ChainKind.Dna ? $"{letter}" : $"({form.Name})";

    private static char Letter(ResidueForm form) => form.IsStandard ? StandardResidue.Find(form.Name)!.Letter : 'X';
}
