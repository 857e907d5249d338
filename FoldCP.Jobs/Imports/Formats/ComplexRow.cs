using FoldCP.Jobs.Complexes;

namespace FoldCP.Jobs.Imports.Formats;

/// <summary>What the readers of complex sets do alike with a row: the faults that reject it, and the record.</summary>
internal static class ComplexRow
{
    private const int LongestId = 100;   // of complexes and of members: both are looked up in the database

    /// <summary>Makes the record, or tells the ledger why not.</summary>
    public static ComplexRecord? Finish(ComplexRecord row, MemberList members, bool copiesAreStated, RowLedger ledger)
    {
        if (FaultOf(row, members) is var (value, reason))
        {
            ledger.Reject(row.Line, row.ExternalId, value, reason);
            return null;
        }
        return row with
        {
            Name = row.Name.Length > 0 ? row.Name : row.ExternalId,
            Members = members.ToRecords(),
            Warnings = [.. row.Warnings, .. members.Warnings(copiesAreStated)],
        };
    }

    /// <summary>A row whose cells do not fit the header cannot be understood.</summary>
    public static bool HasRightCells(string[] cells, TableHeader header, int line, RowLedger ledger)
    {
        if (cells.Length == header.Count)
            return true;

        ledger.Reject(line, cells[0], string.Join(" ⇥ ", cells), $"The row has {cells.Length} cells, the header {header.Count}.");
        return false;
    }

    /// <summary>A cell without the words that mean "nothing".</summary>
    public static string? Cell(string[] cells, int at)
        => at < 0 || cells[at].Trim() is "" or "None" or "-" ? null : cells[at].Trim();

    private static (string? Value, string Reason)? FaultOf(ComplexRecord row, MemberList members) => row switch
    {
        { ExternalId.Length: 0 } => (row.Name, "The complex has no id."),
        { ExternalId.Length: > LongestId } => (row.ExternalId, $"The id is longer than {LongestId} characters."),
        _ when members.LongestAccession is { Length: > LongestId } accession => (accession, $"A member's accession is longer than {LongestId} characters."),
        _ when members.Count == 0 => (null, "The complex names no member."),
        _ when members.Chains > Complex.MaxChains => ($"{members.Chains} chains", $"The copies add up to more than {Complex.MaxChains:N0} chains."),
        _ => null,
    };
}
