using FoldCP.Engine.Input;

namespace FoldCP.Engine.Alignments;

/// <summary>Reads alignments: a3m, or Boltz's CSV with the columns <c>key</c> (the species) and <c>sequence</c>.</summary>
public static class AlignmentFile
{
    /// <param name="path">ends in .a3m or .csv, perhaps with .gz</param>
    /// <param name="mostRows">how many rows to read at most</param>
    /// <exception cref="FoldException">it is none; the message names the line</exception>
    public static Alignment Read(string path, int mostRows = Alignment.MostRows)
    {
        var rows = InputFolder.Ending(path) switch
        {
            ".a3m" => FastaRecord.ReadAll(path).Select(record => (record.Text, (int?)null, record.Line + 1)),
            ".csv" => AlignmentCsv.Read(path),
            var other => throw FoldException.BadInput($"{Path.GetFileName(path)} ends in '{other}'. Alignments end in .a3m or .csv, perhaps with .gz."),
        };
        return Of(rows, Path.GetFileName(path), mostRows);
    }

    // Sequences that are the same but for gaps and insertions' case count once.
    private static Alignment Of(IEnumerable<(string Text, int? Taxonomy, int Line)> rows, string name, int mostRows)
    {
        var seen = new HashSet<string>();
        var kept = new List<AlignmentRow>();
        foreach (var (text, taxonomy, line) in rows)
        {
            if (text.Length == 0 || !seen.Add(text.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()))
                continue;
            kept.Add(Row(text, taxonomy, kept.Count > 0 ? kept[0].Tokens.Length : null, name, line));
            if (kept.Count == mostRows)
                break;
        }
        return kept.Count > 0 ? new(kept) : throw FoldException.BadInput($"{name} has no sequences.");
    }

    /// <summary>One row, which has to be as long as the first if there is one.</summary>
    internal static AlignmentRow Row(string text, int? taxonomy, int? length, string name, int line)
    {
        try
        {
            var row = AlignmentRow.Parse(text, taxonomy);
            return row.Tokens.Length == (length ?? row.Tokens.Length)
                ? row
                : throw new InvalidDataException($"this row has {row.Tokens.Length} aligned letters, and the first row {length}.");
        }
        catch (InvalidDataException bad)
        {
            throw FoldException.BadInput($"{name}, line {line}: {bad.Message}", bad);
        }
    }
}
