using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Imports.Formats;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Sequences;

/// <summary>
/// Looks for the sequences of given accessions in any number of files, keeping only what was asked for, so that a file's size does not
/// matter. The first file that has an accession decides; what earlier imports brought comes after the files.
/// </summary>
internal sealed class SequenceSearch
{
    private readonly HashSet<string> _wanted;
    private readonly Dictionary<string, Taken> _taken = [];
    private readonly Dictionary<string, Sequence> _bySha256 = [];
    private IReadOnlyDictionary<string, FoundSequence> _known = new Dictionary<string, FoundSequence>();

    /// <param name="accessions">as the complexes write them</param>
    public SequenceSearch(IEnumerable<string> accessions)
        => _wanted = [.. accessions.Distinct().SelectMany(AccessionForms.Of).Select(x => x.Accession)];

    /// <summary>All names that are looked for.</summary>
    public IReadOnlyCollection<string> Wanted => _wanted;

    /// <summary>The sequences that the files brought, each once.</summary>
    public IReadOnlyCollection<Sequence> Brought => _bySha256.Values;

    /// <summary>Name, sequence and file of all that the files brought.</summary>
    public IEnumerable<(string Accession, Guid SequenceId, string Source)> BroughtNames => _taken.Select(x => (x.Key, x.Value.Sequence.Id, x.Value.File));

    /// <summary>Adds what earlier imports brought.</summary>
    public void Know(IReadOnlyDictionary<string, FoundSequence> earlier) => _known = earlier;

    /// <summary>Reads a file of sequences; a fault of the file leaves nothing of it behind.</summary>
    public FileReading Read(StagedFile file, long maxBytes, CancellationToken stop)
    {
        Dictionary<string, Taken> here = [];
        var reading = file.Read(maxBytes, (format, lines, ledger) =>
        {
            if (format is not SequenceFormat sequences)
                throw new FileFaultException($"This is a complex set ({format.Name}); sequences are wanted here, as FASTA or as accession, tabulator, sequence.");

            foreach (var record in sequences.Read(lines, ledger))
            {
                stop.ThrowIfCancellationRequested();
                Decide(record, file.FileName, here, ledger);
            }
            if (ledger.Seen == 0)
                throw new FileFaultException("The file has a header line and no sequence below it.");
        });
        if (reading.Fault is null)
            Keep(here);
        return reading;
    }

    /// <summary>The sequence for an accession as a complex writes it; null if there is none.</summary>
    public ResolvedSequence? Find(string written)
    {
        foreach (var form in AccessionForms.Of(written))
        {
            if (_taken.TryGetValue(form.Accession, out var brought))
                return new ResolvedSequence(new FoundSequence(brought.Sequence.Id, brought.Sequence.Residues.Length, brought.Source), form.Says);
            if (_known.TryGetValue(form.Accession, out var earlier))
                return new ResolvedSequence(earlier, form.Says);
        }
        return null;
    }

    private void Decide(SequenceRecord record, string file, Dictionary<string, Taken> here, RowLedger ledger)
    {
        if (!_wanted.Contains(record.Accession))
        {
            ledger.Leave();
            return;
        }
        if (_taken.GetValueOrDefault(record.Accession) is { } first || here.TryGetValue(record.Accession, out first))
        {
            DecideAgain(record, first, ledger);
            return;
        }
        here.Add(record.Accession, new Taken(new Sequence(record.Residues), file, record.Line, record.Replaced));
        ledger.Import(record.Line, record.Accession, record.Replaced is null ? [] : [$"{record.Replaced} read as X, an unknown residue."]);
    }

    private static void DecideAgain(SequenceRecord record, Taken first, RowLedger ledger)
    {
        if (first.Sequence.Residues == record.Residues)
            ledger.Leave();
        else
            ledger.Reject(record.Line, record.Accession, record.Residues, Contradicts(record, first));
    }

    private static string Contradicts(SequenceRecord record, Taken first)
        => $"A different sequence has this accession in {first.File}, line {first.Line}; that one was taken ({first.Sequence.Residues.Length} residues, here {record.Residues.Length}).";

    // Equal residues under several names are one sequence.
    private void Keep(Dictionary<string, Taken> here)
    {
        foreach (var (accession, item) in here)
        {
            _bySha256.TryAdd(item.Sequence.Sha256, item.Sequence);
            _taken.Add(accession, item with { Sequence = _bySha256[item.Sequence.Sha256] });
        }
    }

    private sealed record Taken(Sequence Sequence, string File, int Line, string? Replaced)
    {
        public string Source => Replaced is null ? File : $"{File} ({Replaced} read as X)";
    }
}
