using System.Text;
using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Imports.Formats;
using FoldCP.Jobs.Imports.Text;
using FoldCP.Jobs.Sequences;

namespace FoldCP.Jobs.Tests.Sequences;

/// <summary>Reads texts as sequences, all of them wanted.</summary>
internal static class Sequences
{
    public static (List<SequenceRecord> Records, RowAccount Account, IReadOnlyList<ImportNote> Notes) Read(string text)
    {
        using var lines = TextFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), long.MaxValue);
        var format = Assert.IsType<SequenceFormat>(FileFormat.Of(lines));
        var ledger = new RowLedger();
        List<SequenceRecord> records = [];
        foreach (var record in format.Read(lines, ledger))
        {
            records.Add(record);
            ledger.Import(record.Line, record.Accession, record.Replaced is null ? [] : [$"{record.Replaced} read as X, an unknown residue."]);
        }
        var (account, notes) = ledger.Close();
        return (records, account, notes);
    }
}
