using System.Globalization;
using System.Text;

namespace FoldCP.Web.Imports;

/// <summary>Notes as a table for a spreadsheet (RFC 4180).</summary>
public static class NotesCsv
{
    public static string Of(IEnumerable<FileNote> notes)
    {
        var csv = new StringBuilder("file,line,kind,item,value,reason\r\n");
        foreach (var (file, note) in notes)
            csv.AppendJoin(',', new[] { file, note.Line.ToString(CultureInfo.InvariantCulture), note.Severity.ToString(), note.Item, note.Value, note.Reason }.Select(Cell)).Append("\r\n");
        return csv.ToString();
    }

    private static string Cell(string? text)
        => text is null ? "" : text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
