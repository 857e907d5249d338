using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Sequences;

/// <summary>
/// Reads tables of accession, tabulator, sequence; also ones with more columns whose header names the two, such as UniProt's
/// <c>Entry … Sequence</c>.
/// </summary>
internal static class SequenceTableReader
{
    private static readonly string[] s_accessionNames = ["accession", "entry", "uniprot", "uniprot id", "id"];
    private const string SequenceHeader = "sequence";

    /// <summary>Whether a file that begins so is such a table.</summary>
    public static bool Begins(string line)
        => ColumnsOf(line) is not null || (line.Split('\t') is [{ Length: > 0 } accession, { Length: > 0 } residues]
            && !accession.Contains(' ') && LooksLikeResidues(residues));

    /// <returns>the records that can be used; the others are in the ledger, which also has seen each of them</returns>
    public static IEnumerable<SequenceRecord> Read(LineReader lines, RowLedger ledger)
    {
        var columns = (Accession: 0, Sequence: 1, Count: 2);
        if (lines.TryPeek(out var first) && ColumnsOf(first.Text) is { } named)
        {
            columns = named;
            lines.TryRead(out _);
        }
        while (lines.TryRead(out var line))
        {
            if (string.IsNullOrWhiteSpace(line.Text))
                continue;

            ledger.See();
            if (RecordOf(line, columns, ledger) is { } record)
                yield return record;
        }
    }

    private static SequenceRecord? RecordOf(TextLine line, (int Accession, int Sequence, int Count) columns, RowLedger ledger)
    {
        string[] cells = line.Text.Split('\t');
        if (cells.Length != columns.Count)
        {
            ledger.Reject(line.Number, cells[0], line.Text, $"The row has {cells.Length} cells; {columns.Count} are expected.");
            return null;
        }
        string name = AccessionForms.Key(cells[columns.Accession]);
        if (name.Length == 0)
        {
            ledger.Reject(line.Number, null, line.Text, "The accession is empty.");
            return null;
        }
        var residues = new ResidueText();
        int from = cells.Take(columns.Sequence).Sum(x => x.Length + 1);
        residues.Add(line with { Text = line.Text[..(from + cells[columns.Sequence].Length)] }, from);
        if (residues.Finish(line.Number) is var (letters, replaced))
            return new SequenceRecord(line.Number, name, letters, replaced);

        ledger.Reject(line.Number, name, residues.Fault!.Value.Value, residues.Fault.Value.Reason);
        return null;
    }

    private static (int Accession, int Sequence, int Count)? ColumnsOf(string line)
    {
        var names = line.Split('\t').Select(x => x.Trim().ToLowerInvariant()).ToList();
        int sequence = names.IndexOf(SequenceHeader);
        int accession = names.FindIndex(s_accessionNames.Contains);
        return sequence < 0 || accession < 0 ? null : (accession, sequence, names.Count);
    }

    // Loose on purpose: a wrong letter in the first row is a fault of that row, not of the file.
    private static bool LooksLikeResidues(string text) => text.All(x => char.IsAsciiLetter(x) || x is '*' or '-' or '.');
}
