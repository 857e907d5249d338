using System.Text;

namespace FoldCP.Engine.Mmcif;

/// <summary>How a value is written into a CIF file so that every reader gets it back.</summary>
public static class CifText
{
    /// <summary>What stands where there is no value.</summary>
    public const string None = ".";

    /// <summary>CIF 1.1 allows no longer line.</summary>
    public const int LongestLine = 2048;

    // What is longer is written as a folded text field; two such values still fit into a line.
    private const int LongestInLine = 1000;

    private const string Opening = "_#$'\"[];";
    private static readonly string[] Reserved = ["data_", "save_", "loop_", "stop_", "global_"];

    /// <summary>
    /// The value as one word, in quotes, or as a text field, which is folded where it is long; line breaks and other control
    /// characters become blanks.
    /// </summary>
    public static string Quote(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return None;
        string text = value.Any(char.IsControl) ? string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c)) : value;
        if (text.Length > LongestInLine)
            return CifFolding.Fold(text, LongestInLine);
        if (IsWord(text))
            return text;
        if (!text.Contains('\''))
            return $"'{text}'";
        return text.Contains('"') ? $"\n;{text}\n;\n" : $"\"{text}\"";
    }

    /// <summary>Values that are CIF already, in one line or, where it would be too long, in several.</summary>
    public static string Row(IEnumerable<string> cells)
    {
        var row = new StringBuilder();
        int lineStart = 0;
        foreach (string cell in cells)
        {
            int firstLine = cell.IndexOf('\n') is >= 0 and var end ? end : cell.Length;
            bool fits = row.Length - lineStart + 1 + firstLine <= LongestLine;
            if (row.Length > 0)
                row.Append(fits ? ' ' : '\n');
            if (!fits)
                lineStart = row.Length;
            if (cell.LastIndexOf('\n') is >= 0 and var last)
                lineStart = row.Length + last + 1;
            row.Append(cell);
        }
        return row.ToString();
    }

    /// <summary>
    /// A sequence as one word, or as a text field of lines that no reader finds too long. Its line breaks are those of the
    /// PDB's own files: within a sequence, readers skip them.
    /// </summary>
    public static string Folded(string sequence, int width = 80)
    {
        if (sequence.Length <= width)
            return Quote(sequence);
        var text = new StringBuilder("\n;");
        for (int at = 0; at < sequence.Length; at += width)
            text.Append(sequence, at, Math.Min(width, sequence.Length - at)).Append('\n');
        return text.Append(";\n").ToString();
    }

    private static bool IsWord(string text) =>
        text is not ("." or "?")
        && !Opening.Contains(text[0])
        && !text.Any(c => char.IsWhiteSpace(c) || c is '\'' or '"')
        && !Reserved.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
