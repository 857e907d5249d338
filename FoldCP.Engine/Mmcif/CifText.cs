using System.Text;

namespace FoldCP.Engine.Mmcif;

/// <summary>How a value is written into a CIF file so that every reader gets it back.</summary>
public static class CifText
{
    /// <summary>What stands where there is no value.</summary>
    public const string None = ".";

    private const string Opening = "_#$'\"[];";
    private static readonly string[] Reserved = ["data_", "save_", "loop_", "stop_", "global_"];

    /// <summary>The value as one word, in quotes, or as a text field; line breaks and other control characters become blanks.</summary>
    public static string Quote(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return None;
        string text = value.Any(char.IsControl) ? string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c)) : value;
        if (IsWord(text))
            return text;
        if (!text.Contains('\''))
            return $"'{text}'";
        return text.Contains('"') ? $"\n;{text}\n;\n" : $"\"{text}\"";
    }

    /// <summary>A sequence as one word, or as a text field of lines that no reader finds too long.</summary>
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
