using System.Globalization;
using System.Text.RegularExpressions;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>
/// Two ModelCIF files of one structure, the reference's and the engine's: row by row, every item of the reference that has a value.
/// Numbers may differ by the rounding of their printed digits. What the engine states beyond that is its own.
/// </summary>
internal static partial class GoldenWrittenCif
{
    private static readonly string[] Categories =
    [
        "_entry", "_struct", "_audit_conform", "_chem_comp", "_entity", "_entity_poly", "_pdbx_entity_nonpoly", "_entity_poly_seq", "_struct_asym",
        "_pdbx_poly_seq_scheme", "_ma_target_entity", "_ma_target_entity_instance", "_atom_site", "_atom_type", "_ma_qa_metric_local",
    ];

    // Structures have all of these, whatever they consist of.
    private static readonly string[] Needed = ["_chem_comp", "_entity", "_struct_asym", "_atom_site", "_atom_type", "_ma_qa_metric_local"];

    // Where the engine states something else on purpose.
    private static readonly HashSet<string> Different =
    [
        // The reference points to a commit's draft of the dictionary, the engine to the published one of the same version.
        "_audit_conform.dict_location",
        // The dictionary's own words about a component, where the reference derives a type from the chain and knows nothing else, but for UNK.
        "_chem_comp.type", "_chem_comp.name", "_chem_comp.formula", "_chem_comp.formula_weight", "_chem_comp.ma_provenance",
        // The reference says no even where there are modified residues.
        "_entity_poly.nstd_monomer",
        // Letters where residues have them, compared as residues below; the reference has codes alone, and X for every residue.
        "_entity_poly.pdbx_seq_one_letter_code", "_entity_poly.pdbx_seq_one_letter_code_can",
        // "Model subunit A"; the engine says what it is a copy of.
        "_struct_asym.details", "_ma_target_entity_instance.details",
        // The reference has one set of data for all entities, the engine one for each.
        "_ma_target_entity.data_id",
    ];

    public static IEnumerable<Meeting> Compare(CifFile theirs, CifFile ours)
    {
        foreach (string missing in Needed.Where(category => theirs.Find(category) is not { Rows: > 0 }))
            yield return Meeting.Missed($"the reference has no {missing}: nothing to compare");
        foreach (string category in Categories)
        {
            if (theirs.Find(category) is not { } expected)
                continue;
            if (ours.Find(category) is not { } actual || actual.Rows != expected.Rows)
                yield return Meeting.Missed($"{category} has {ours.Find(category)?.Rows ?? 0} rows, should have {expected.Rows}");
            else
                yield return Compare(expected, actual);
        }
        if (theirs.Find("_entity_poly") is { } polymers && ours.Find("_entity_poly") is { } own && own.Rows == polymers.Rows)
            yield return Sequences(polymers, own);
    }

    private static Meeting Compare(CifTable theirs, CifTable ours)
    {
        var met = new Meeting(0, 0, null);
        int compared = 0;
        foreach (string column in theirs.Columns.Where(column => !Different.Contains($"{theirs.Category}.{column}")))
        {
            for (int row = 0; row < theirs.Rows; row++)
            {
                if (theirs.Find(row, column) is not { } expected)
                    continue;
                compared++;
                var cell = Compare(expected, ours.Find(row, column)).Of($"{theirs.Category}.{column}, row {row + 1}");
                if (cell.Share > met.Share)
                    met = cell;
            }
        }
        return compared > 0 ? met : Meeting.Missed($"{theirs.Category}: nothing is compared");
    }

    private static Meeting Compare(string theirs, string? ours)
    {
        if (theirs == ours)
            return new(0, 0, null);
        string wrong = $"{ours ?? "nothing"}, should be {theirs}";
        if (ours is null || !Number().IsMatch(theirs) || !Number().IsMatch(ours))
            return Meeting.Missed(wrong);
        double allowed = Digits(theirs) == 0 || Digits(ours) == 0 ? 0 : Rounding(theirs) + Rounding(ours);
        double error = Math.Abs(Value(theirs) - Value(ours));
        return new(error, allowed, error <= allowed + 1e-9 ? null : wrong);
    }

    private static Meeting Sequences(CifTable theirs, CifTable ours)
    {
        for (int row = 0; row < theirs.Rows; row++)
        {
            string type = theirs.Find(row, "type") ?? "";
            string[] expected = Residues(theirs.Find(row, "pdbx_seq_one_letter_code"), type);
            string canonical = Plain(ours.Find(row, "pdbx_seq_one_letter_code_can"));
            if (expected.Length == 0 || !expected.SequenceEqual(Residues(ours.Find(row, "pdbx_seq_one_letter_code"), type)) || canonical.Length != expected.Length)
                return Meeting.Missed($"the sequence of entity {row + 1} is another");
        }
        return theirs.Rows > 0 ? new(0, 0, null) : Meeting.Missed("no sequence is compared");
    }

    // Codes in brackets, and letters of the polymer's kind.
    private static string[] Residues(string? sequence, string type)
    {
        var kind = type switch
        {
            "polyribonucleotide" => ChainKind.Rna,
            "polydeoxyribonucleotide" => ChainKind.Dna,
            _ => ChainKind.Protein,
        };
        return [.. Residue().Matches(Plain(sequence)).Select(one => one.Groups["code"].Success ? one.Groups["code"].Value : StandardResidue.Find(kind, one.Value[0])!.Code)];
    }

    private static string Plain(string? folded) => (folded ?? "").ReplaceLineEndings("");

    private static int Digits(string number) => number.IndexOf('.') is >= 0 and int point ? number.Length - point - 1 : 0;

    private static double Rounding(string number) => 0.5 * Math.Pow(10, -Digits(number));

    private static double Value(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^-?\d+(\.\d+)?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"\((?<code>[^)]+)\)|[A-Z]")]
    private static partial Regex Residue();
}
