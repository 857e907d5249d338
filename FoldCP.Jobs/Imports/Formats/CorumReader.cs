using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Imports.Formats;

/// <summary>Reads CORUM's tables: those of 2018 to 4.1 (a row is a line) and those of 5.x (comments may hold line breaks).</summary>
internal static class CorumReader
{
    public const string OneCopyAssumed = "The file states no copy numbers: one copy of each member is assumed. CORUM lists members, not their number.";

    public static IEnumerable<ComplexRecord> ReadRelease3(LineReader lines, RowLedger ledger)
    {
        var row = new CorumRow(HeaderOf(lines), CorumColumns.Release3);
        ledger.Remark(OneCopyAssumed);
        while (lines.TryRead(out var line))
        {
            if (string.IsNullOrWhiteSpace(line.Text))
                continue;

            ledger.See();
            if (row.Read(line, ledger) is { } record)
                yield return record;
        }
    }

    public static IEnumerable<ComplexRecord> ReadRelease5(LineReader lines, RowLedger ledger)
    {
        var header = HeaderOf(lines);
        var row = new CorumRow(header, CorumColumns.Release5);
        if (row.StatesCopies)
            ledger.Remark("Where the file leaves a copy number empty, one copy is assumed.");
        else
            ledger.Remark(OneCopyAssumed);
        foreach (var line in BrokenLines.Join(lines, header.Count))
        {
            ledger.See();
            if (row.Read(line, ledger) is { } record)
                yield return record;
        }
    }

    private static TableHeader HeaderOf(LineReader lines)
        => lines.TryRead(out var line) ? new TableHeader(line.Text) : throw new FileFaultException("The file is empty.");
}
