using System.Text;

namespace FoldCP.Engine.Mmcif;

/// <summary>
/// Long values in lines of a bearable length: a text field whose first line is a backslash alone, and in which a backslash at
/// a line's end takes back the line break (https://www.iucr.org/resources/cif/spec/version1.1/semantics, paragraph 26).
/// </summary>
internal static class CifFolding
{
    private const char Mark = '\\';

    /// <param name="text">without line breaks; where a line could only begin with a semicolon, it gets a blank before it</param>
    /// <param name="width">of a line without its mark</param>
    public static string Fold(string text, int width)
    {
        var field = new StringBuilder("\n;").Append(Mark);
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = End(text, start, width);
            field.Append(text[start] == ';' ? "\n " : "\n").Append(text, start, end - start);
            if (end < text.Length)
                field.Append(Mark);
        }
        // What only looks like a mark is followed by one.
        return field.Append(IsMarked(text) ? $"{Mark}\n" : "").Append("\n;\n").ToString();
    }

    public static bool IsFolded(IReadOnlyList<string> lines) => lines.Count > 1 && lines[0].TrimEnd() is [Mark];

    /// <param name="lines">of a folded text field, the backslash among them</param>
    public static string Unfold(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder();
        for (int at = 1; at < lines.Count; at++)
        {
            if (IsMarked(lines[at]))
                text.Append(lines[at].AsSpan().TrimEnd()[..^1]);
            else
                text.Append(lines[at]).Append(at == lines.Count - 1 ? "" : "\n");
        }
        return text.ToString();
    }

    private static bool IsMarked(string line) => line.AsSpan().TrimEnd() is [.., Mark];

    // A line that began with a semicolon would end the field, and half a surrogate pair is no character.
    private static int End(string text, int start, int width)
    {
        if (text.Length - start <= width)
            return text.Length;
        int end = start + width;
        while (end > start && (text[end] == ';' || char.IsLowSurrogate(text[end])))
            end--;
        return end > start ? end : start + width;
    }
}
