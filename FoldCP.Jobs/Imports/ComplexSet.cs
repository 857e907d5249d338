using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports.Formats;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Imports;

/// <summary>The complexes of a file, with the account of its rows.</summary>
internal sealed record ComplexSet(FileReading Reading, IReadOnlyList<ComplexRecord> Complexes)
{
    public static ComplexSet Of(StagedFile file, long maxBytes, CancellationToken stop)
    {
        List<ComplexRecord> complexes = [];
        var reading = file.Read(maxBytes, (format, lines, ledger) => complexes = Read(format, lines, ledger, stop));
        return new ComplexSet(reading, reading.Fault is null ? complexes : []);
    }

    private static List<ComplexRecord> Read(FileFormat format, LineReader lines, RowLedger ledger, CancellationToken stop)
    {
        if (format is not ComplexFormat complexes)
            throw new FileFaultException($"This is a file of sequences ({format.Name}); a complex set is wanted here, as a CORUM or ComplexTAB table.");

        var records = NestedComplexes.Expand(Distinct(complexes.Read(lines, ledger), ledger, stop));
        foreach (var record in records)
            ledger.Import(record.Line, record.ExternalId, record.Warnings);
        return ledger.Seen > 0 ? records : throw new FileFaultException("The file has a header line and no complex below it.");
    }

    private static List<ComplexRecord> Distinct(IEnumerable<ComplexRecord> records, RowLedger ledger, CancellationToken stop)
    {
        var lineOf = new Dictionary<string, int>();
        List<ComplexRecord> distinct = [];
        foreach (var record in records)
        {
            stop.ThrowIfCancellationRequested();
            if (lineOf.TryAdd(record.ExternalId, record.Line))
                distinct.Add(record);
            else
                ledger.Reject(record.Line, record.ExternalId, record.ExternalId, TakenAlready(lineOf[record.ExternalId]));
        }
        return distinct;
    }

    private static string TakenAlready(int line)
        => $"Line {line} has a complex with this id already, and that one was taken. Give each complex an id of its own.";
}
