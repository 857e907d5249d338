namespace FoldCP.Jobs.Tests.Imports;

/// <summary>Writes tables in CORUM's layouts, with invented content.</summary>
internal static class CorumTable
{
    private static readonly string[] s_columns2018 =
    [
        "ComplexID", "ComplexName", "Organism", "Synonyms", "Cell line", "subunits(UniProt IDs)", "subunits(Entrez IDs)",
        "Protein complex purification method", "GO ID", "GO description", "FunCat ID", "FunCat description", "Complex comment", "PubMed ID",
        "Subunits comment", "subunits(Protein name)", "subunits(Gene name)", "subunits(Gene name syn)", "SWISSPROT organism", "Disease comment",
    ];

    private static readonly string[] s_columns30 =
    [
        "ComplexID", "ComplexName", "Organism", "Synonyms", "Cell line", "subunits(UniProt IDs)", "subunits(Entrez IDs)",
        "Protein complex purification method", "GO ID", "GO description", "FunCat ID", "FunCat description", "subunits(Gene name syn)",
        "Complex comment", "Disease comment", "SWISSPROT organism", "Subunits comment", "subunits(Gene name)", "PubMed ID", "subunits(Protein name)",
    ];

    private static readonly string[] s_columns5 =
    [
        "complex_id", "complex_name", "synonyms", "organism", "cell_line", "pmid", "comment_complex", "comment_members", "comment_disease",
        "comment_drug", "comment_drug_formal", "subunits_uniprot_id", "subunits_gene_name", "subunits_gene_name_synonyms",
        "subunits_protein_name", "subunits_proteinname_synonyms", "subunits_organism", "subunits_drugs", "subunits_mims",
        "subunits_stoechiometrie", "purification_methods", "functions_evi", "functions_pmid", "functions_go_id", "functions_go_name", "fcgs_id",
        "fcgs_name", "fcgs_category_name",
    ];

    public static string Of2018(params IEnumerable<(string Column, string Value)>[] rows) => Table(s_columns2018, "None", rows);

    public static string Of30(params IEnumerable<(string Column, string Value)>[] rows) => Table(s_columns30, "None", rows);

    public static string Of5(params IEnumerable<(string Column, string Value)>[] rows) => Table(s_columns5, "", rows);

    public static IEnumerable<(string, string)> Row(string id, string name, string accessions, params (string, string)[] more)
        => [("ComplexID", id), ("ComplexName", name), ("Organism", "Human"), ("subunits(UniProt IDs)", accessions), .. more];

    public static IEnumerable<(string, string)> Row5(string id, string name, string accessions, string copies, params (string, string)[] more)
        => [("complex_id", id), ("complex_name", name), ("subunits_uniprot_id", accessions), ("subunits_stoechiometrie", copies), .. more];

    private static string Table(string[] columns, string nothing, IEnumerable<(string Column, string Value)>[] rows)
        => string.Join('\n', rows.Select(row => Line(columns, nothing, row)).Prepend(string.Join('\t', columns))) + "\n";

    private static string Line(string[] columns, string nothing, IEnumerable<(string Column, string Value)> row)
    {
        var cells = row.ToDictionary(x => x.Column, x => x.Value);
        return string.Join('\t', columns.Select(x => cells.GetValueOrDefault(x, nothing)));
    }
}
