using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Imports;

/// <summary>
/// Counts what becomes of each row of a file and keeps what is to be said about it. Rows are counted when they are seen and again when
/// they are decided, so a row that is lost on the way is found out.
/// </summary>
internal sealed class RowLedger
{
    /// <summary>How many warnings of a file are listed; beyond that only their number is told.</summary>
    public const int MaxWarnings = 5_000;

    /// <summary>A file in which more rows cannot be used is not what it seems; below that, each rejected row has its reason.</summary>
    public const int MaxRejections = 50_000;

    private const int LongestValue = 60;

    private readonly List<ImportNote> _notes = [];
    private int _seen, _imported, _notNeeded, _rejected, _withWarnings, _warnings;

    public int Seen => _seen;

    /// <summary>A row begins.</summary>
    public void See() => _seen++;

    /// <summary>The row is taken, with what must be said about it.</summary>
    public void Import(int line, string item, IReadOnlyCollection<string> warnings)
    {
        _imported++;
        if (warnings.Count > 0)
            _withWarnings++;
        foreach (string warning in warnings)
        {
            if (_warnings++ < MaxWarnings)
                _notes.Add(new ImportNote(line, NoteSeverity.Warning, item, null, warning));
        }
    }

    /// <summary>The row is right, but nothing asks for it.</summary>
    public void Leave() => _notNeeded++;

    /// <summary>The row cannot be used.</summary>
    /// <exception cref="FileFaultException">too many rows cannot be used</exception>
    public void Reject(int line, string? item, string? value, string reason)
    {
        if (++_rejected > MaxRejections)
            throw new FileFaultException($"More than {MaxRejections:N0} rows cannot be used; the one in line {line}, for instance: {reason}");

        _notes.Add(new ImportNote(line, NoteSeverity.Rejected, Shorten(item), Shorten(value), reason));
    }

    /// <summary>Says something about the file as a whole.</summary>
    public void Remark(string text) => _notes.Insert(0, new ImportNote(0, NoteSeverity.Warning, null, null, text));

    /// <summary>Adds up.</summary>
    /// <exception cref="InvalidOperationException">a row was seen and not decided, or the other way round: our mistake</exception>
    public (RowAccount Account, IReadOnlyList<ImportNote> Notes) Close()
    {
        if (_seen != _imported + _notNeeded + _rejected)
            throw new InvalidOperationException($"{_seen} rows were seen, but {_imported} imported + {_notNeeded} not needed + {_rejected} rejected.");

        List<ImportNote> notes = [.. _notes.OrderBy(x => x.Line)];
        if (_warnings > MaxWarnings)
            notes.Add(new ImportNote(0, NoteSeverity.Warning, null, null, $"{_warnings - MaxWarnings:N0} more warnings are not listed; what was assumed stays with each complex."));
        return (new RowAccount(_seen, _imported, _notNeeded, _rejected, _withWarnings), notes);
    }

    private static string? Shorten(string? value)
        => value is null || value.Length <= LongestValue ? value : $"{value.AsSpan(0, LongestValue)}…";
}
