using System.Text.RegularExpressions;

namespace FoldCP.Engine.Output;

/// <summary>A database's record of a sequence, as a row of <c>_ma_target_ref_db_details</c> tells it.</summary>
/// <param name="Database">of the dictionary's names</param>
/// <param name="DatabaseDetails">where the dictionary has no name for it</param>
/// <param name="Code">of the entry, or of what is close to it. UniProt's would be the entry's name, which is not known here: it is
/// the accession as it was told, with an isoform's or a processed chain's number</param>
/// <param name="Accession">of the record</param>
/// <param name="Isoform">where it is known</param>
internal sealed partial record DatabaseReference(string Database, string? DatabaseDetails, string Code, string Accession, string? Isoform)
{
    /// <summary>One row for each record: the dictionary has database and accession in the key. Different forms of one record share a row.</summary>
    public static IEnumerable<DatabaseReference> Of(IEnumerable<string> accessions) => accessions.Select(Of)
        .GroupBy(reference => (reference.Database, reference.Accession))
        .Select(forms => forms.First() with
        {
            Code = string.Join(", ", forms.Select(form => form.Code).Distinct()),
            Isoform = string.Join(',', forms.Select(form => form.Isoform).OfType<string>().Distinct()),
        });

    private static DatabaseReference Of(string accession) => UniProt().Match(accession) is { Success: true } found
        ? new("UNP", null, accession, found.Groups["record"].Value, found.Groups["isoform"].Success ? accession : null)
        : new("Other", "as named by the user", accession, accession, null);

    // https://www.uniprot.org/help/accession_numbers, with an isoform's number or a processed chain's.
    [GeneratedRegex("^(?<record>[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2})(?:(?<isoform>-[0-9]+)|-PRO_[0-9]+)?$")]
    private static partial Regex UniProt();
}
