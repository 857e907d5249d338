using System.Globalization;
using System.Text.RegularExpressions;
using FoldCP.Jobs.Complexes;

namespace FoldCP.Jobs.Imports.Formats;

/// <summary>A member as ComplexTAB writes it: <c>P12345(2)</c>, <c>CHEBI:1234(0)</c>, <c>[P1,P2](1)</c>; 0 copies = unknown.</summary>
/// <param name="Accession">of a set of alternatives, the first</param>
/// <param name="Kind">by its prefix; what has none of the known ones is a protein</param>
/// <param name="Copies">null if none are stated</param>
/// <param name="Alternatives">the whole set, if it is one</param>
internal sealed partial record ComplexTabMember(string Accession, SubunitKind Kind, int? Copies, string? Alternatives)
{
    /// <summary>Splits at bars, but not inside brackets.</summary>
    public static IEnumerable<string> Split(string cell)
    {
        int from = 0, depth = 0;
        for (int i = 0; i <= cell.Length; i++)
        {
            if (i == cell.Length || (cell[i] == '|' && depth == 0))
            {
                if (cell.AsSpan(from, i - from).Trim().ToString() is { Length: > 0 } member)
                    yield return member;
                from = i + 1;
            }
            else
            {
                depth += cell[i] switch { '[' => 1, ']' => -1, _ => 0 };
            }
        }
    }

    /// <returns>null if it cannot be understood</returns>
    public static ComplexTabMember? Read(string text)
    {
        if (Member().Match(text) is not { Success: true } match)
            return null;
        if (!CopiesIn(match.Groups["copies"], out int? copies))
            return null;
        if (match.Groups["set"] is not { Success: true } set)
            return new ComplexTabMember(match.Groups["one"].Value, KindOf(match.Groups["one"].Value), copies, null);

        string[] members = set.Value.Split([',', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return members.Length == 0 ? null : new ComplexTabMember(members[0], KindOf(members[0]), copies, string.Join(", ", members));
    }

    private static bool CopiesIn(Group group, out int? copies)
    {
        copies = null;
        if (!group.Success)
            return true;
        bool read = int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        copies = number;
        return read;
    }

    private static SubunitKind KindOf(string accession) => accession switch
    {
        _ when accession.StartsWith("CHEBI:", StringComparison.OrdinalIgnoreCase) => SubunitKind.SmallMolecule,
        _ when accession.StartsWith("URS", StringComparison.Ordinal) => SubunitKind.NucleicAcid,
        _ when accession.StartsWith("CPX-", StringComparison.Ordinal) => SubunitKind.Complex,
        _ when accession.StartsWith("EBI-", StringComparison.Ordinal) => SubunitKind.Unknown,
        _ => SubunitKind.Protein,
    };

    [GeneratedRegex(@"^(?:\[(?<set>[^\[\]]+)\]|(?<one>[^\[\]()\s]+))(?:\((?<copies>[0-9]+)\))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Member();
}
