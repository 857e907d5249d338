using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Imports.Formats;

/// <summary>Reads Complex Portal's ComplexTAB, with 18 columns or, newer, 19.</summary>
internal static class ComplexTabReader
{
    public const string IdColumn = "#Complex ac";
    public const string MembersColumn = "Identifiers (and stoichiometry) of molecules in complex";
    private const string ExpandedColumn = "Expanded participant list";

    public static IEnumerable<ComplexRecord> Read(LineReader lines, RowLedger ledger)
    {
        if (!lines.TryRead(out var first))
            throw new FileFaultException("The file is empty.");

        var columns = new Columns(new TableHeader(first.Text));
        while (lines.TryRead(out var line))
        {
            if (string.IsNullOrWhiteSpace(line.Text))
                continue;

            ledger.See();
            string[] cells = line.Text.Split('\t');
            if (ComplexRow.HasRightCells(cells, columns.Header, line.Number, ledger) && RecordOf(line.Number, cells, columns, ledger) is { } record)
                yield return record;
        }
    }

    private static ComplexRecord? RecordOf(int line, string[] cells, Columns columns, RowLedger ledger)
    {
        string id = cells[columns.Id].Trim();
        var members = new MemberList();
        List<string> warnings = [];
        foreach (string text in ComplexTabMember.Split(MembersOf(cells, columns, warnings)))
        {
            if (ComplexTabMember.Read(text) is not { } member)
            {
                ledger.Reject(line, id, text, "This is no member with its copies, such as P12345(2).");
                return null;
            }
            members.Add(member.Accession, member.Kind, member.Copies);
            if (member.Alternatives is { } others)
                warnings.Add($"{member.Accession} was taken where any of {others} can stand.");
        }
        var row = new ComplexRecord(line, id, ComplexRow.Cell(cells, columns.Name) ?? "", Taxon.NameOf(ComplexRow.Cell(cells, columns.Taxon)), [])
        {
            Warnings = warnings,
        };
        return ComplexRow.Finish(row, members, copiesAreStated: true, ledger);
    }

    // The expanded list has the members of nested complexes in their place.
    private static string MembersOf(string[] cells, Columns columns, List<string> warnings)
    {
        string members = ComplexRow.Cell(cells, columns.Members) ?? "";
        if (!members.Contains("CPX-", StringComparison.Ordinal) || ComplexRow.Cell(cells, columns.Expanded) is not { } expanded)
            return members;

        warnings.Add("The members of nested complexes are those of the file's expanded list.");
        return expanded;
    }

    private sealed class Columns(TableHeader header)
    {
        public TableHeader Header => header;

        public int Id { get; } = header.Required(IdColumn);

        public int Name { get; } = header.Required("Recommended name");

        public int Taxon { get; } = header.IndexOf("Taxonomy identifier");

        public int Members { get; } = header.Required(MembersColumn);

        public int Expanded { get; } = header.IndexOf(ExpandedColumn);
    }
}
