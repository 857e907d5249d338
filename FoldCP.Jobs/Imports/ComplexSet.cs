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

        var size = new SetSize();
        var distinct = Distinct(complexes.Read(lines, ledger), ledger, size, stop);
        var opened = Open(distinct, NestedComplexes.Open(distinct, size, stop), ledger);
        return ledger.Seen > 0 ? opened : throw new FileFaultException("The file has a header line and no complex below it.");
    }

    private static List<ComplexRecord> Distinct(IEnumerable<ComplexRecord> records, RowLedger ledger, SetSize size, CancellationToken stop)
    {
        var lineOf = new Dictionary<string, int>();
        List<ComplexRecord> distinct = [];
        foreach (var record in records)
        {
            stop.ThrowIfCancellationRequested();
            if (lineOf.TryAdd(record.ExternalId, record.Line))
            {
                size.Add(record);
                distinct.Add(record);
            }
            else
            {
                ledger.Reject(record.Line, record.ExternalId, record.ExternalId, TakenAlready(lineOf[record.ExternalId]));
            }
        }
        return distinct;
    }

    private static List<ComplexRecord> Open(List<ComplexRecord> records, NestedComplexes nested, RowLedger ledger)
    {
        List<ComplexRecord> opened = [];
        foreach (var record in records)
        {
            if (nested.Find(record) is { } complex)
            {
                ledger.Import(complex.Line, complex.ExternalId, complex.Warnings);
                opened.Add(complex);
            }
            else
            {
                var (member, reason) = nested.FaultOf(record);
                ledger.Reject(record.Line, record.ExternalId, member, reason);
            }
        }
        return opened;
    }

    private static string TakenAlready(int line)
        => $"Line {line} has a complex with this id already, and that one was taken. Give each complex an id of its own.";
}
