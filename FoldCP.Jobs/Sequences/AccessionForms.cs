using System.Text.RegularExpressions;

namespace FoldCP.Jobs.Sequences;

/// <summary>A name under which a member's sequence may be found.</summary>
/// <param name="Accession">upper case</param>
/// <param name="Says">what using it assumes; null if it is what the file says</param>
internal sealed record AccessionForm(string Accession, string? Says);

/// <summary>
/// The names to look for, best first. What is written counts most; without it, the canonical sequence of an isoform, the precursor
/// of a processed chain, or any version of a record stands in, and says so.
/// </summary>
internal static partial class AccessionForms
{
    /// <summary>Upper case, without blanks: how names are compared.</summary>
    public static string Key(string written) => written.Trim().ToUpperInvariant();

    public static IReadOnlyList<AccessionForm> Of(string written)
    {
        string key = Key(written).TrimEnd('-', '.');
        string? tidied = key == written ? null : $"{written} was read as {key}";
        var exact = new AccessionForm(key, tidied);
        return Variant().Match(key) is { Success: true } variant ? [exact, Canonical(variant)] : [exact];
    }

    private static AccessionForm Canonical(Match variant)
    {
        string accession = variant.Groups["accession"].Value;
        string says = variant.Groups["chain"] is { Success: true } chain ? $"the whole precursor {accession} stands in for its processed chain {chain.Value}"
            : variant.Groups["isoform"] is { Success: true } isoform ? $"the canonical sequence of {accession} stands in for its isoform {isoform.Value}"
            : $"{accession} stands in for its version {variant.Groups["version"].Value}";
        return new AccessionForm(accession, says);
    }

    // UniProt: https://www.uniprot.org/help/accession_numbers, then -2, -PRO_0000012345 (or with a colon), or .3
    [GeneratedRegex("""
        ^(?<accession>[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2})
        (?:[-:](?<chain>PRO_[0-9]+)|-(?<isoform>[0-9]+)|\.(?<version>[0-9]+))$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Variant();
}
