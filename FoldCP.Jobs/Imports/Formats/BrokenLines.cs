using System.Text;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Imports.Formats;

/// <summary>
/// Puts records together whose cells hold line breaks without quotes, as CORUM 5 has them: a record starts where the first cell is a
/// number and the one before has all its cells, or where a whole record follows a broken one.
/// </summary>
internal static class BrokenLines
{
    /// <returns>whole records, each with the number of its first line; breaks inside have become blanks</returns>
    /// <exception cref="FileFaultException">a record grows beyond all measure</exception>
    public static IEnumerable<TextLine> Join(LineReader lines, int cells)
    {
        var record = new StringBuilder();
        int first = 0, has = 0;
        while (lines.TryRead(out var line))
        {
            int more = line.Text.AsSpan().Count('\t') + 1;
            if (record.Length > 0 && StartsWithNumber(line.Text) && (has >= cells || more >= cells))
            {
                yield return new TextLine(first, record.ToString());
                record.Clear();
            }
            if (record.Length == 0)
            {
                if (string.IsNullOrWhiteSpace(line.Text))
                    continue;

                (first, has) = (line.Number, more);
            }
            else
            {
                has += more - 1;
                record.Append(' ');
            }
            record.Append(line.Text);
            if (record.Length > LineReader.MaxLineLength)
                throw new FileFaultException($"The record that begins in line {first} does not end: no line after it begins with a number and a tabulator.");
        }
        if (record.Length > 0)
            yield return new TextLine(first, record.ToString());
    }

    private static bool StartsWithNumber(string line)
    {
        int tab = line.IndexOf('\t');
        return tab > 0 && line.AsSpan(0, tab).IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
