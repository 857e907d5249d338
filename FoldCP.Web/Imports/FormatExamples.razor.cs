namespace FoldCP.Web.Imports;

/// <summary>How the files begin that an import understands, for a person who is not sure to have the right one.</summary>
public sealed partial class FormatExamples
{
    private static readonly Example[] s_examples =
    [
        new("CORUM", "complex set", "ComplexID → ComplexName → … → subunits(UniProt IDs) → …\n193 → PA700-20S-PA28 complex → … → P28066;P60900;… → …",
            "The table as it is downloaded, any release. It lists members without copies, so one copy of each is assumed."),
        new("ComplexTAB", "complex set", "#Complex ac → Recommended name → … → Identifiers (and stoichiometry) …\nCPX-2158 → Hemoglobin HbA complex → … → P68871(2)|P69905(2) → …",
            "Complex Portal's table of an organism. Copies in parentheses are taken; (0) means not known."),
        new("FASTA", "sequences", ">sp|P69905|HBA_HUMAN Hemoglobin subunit alpha\nMVLSPADKTNVKAAWGKVGAHAGEYGAEALERMFLSFPTTK…",
            "UniProt's headers or a bare accession after the sign."),
        new("Table", "sequences", "P69905 → MVLSPADKTNVKAAWGKVGAHAGEYGAEALERMFLSFPTTK…\nP68871 → MVHLTPEEKSAVTALWGKVNVDEVGGEALGRLLVVYPWTQR…",
            "An accession, a tabulator, a sequence; one protein a line."),
    ];

    private sealed record Example(string Title, string Part, string Beginning, string Note);
}
