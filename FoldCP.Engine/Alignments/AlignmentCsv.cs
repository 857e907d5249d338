using System.Globalization;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Alignments;

/// <summary>Reads Boltz's CSV alignments. A key of -1, or none, says that the species is not known.</summary>
internal static class AlignmentCsv
{
    private const int Unknown = -1;

    /// <summary>Rows with their species and line.</summary>
    public static IEnumerable<(string Text, int? Taxonomy, int Line)> Read(string path)
    {
        string name = Path.GetFileName(path);
        string[] lines = InputFolder.Read(path, text => text.ReadToEnd()).Split('\n');
        string[] columns = lines.Length > 0 ? Cells(lines[0]) : [];
        var (key, sequence) = (Array.IndexOf(columns, "key"), Array.IndexOf(columns, "sequence"));
        if (columns.Length != 2 || key < 0 || sequence < 0)
            throw FoldException.BadInput($"{name}, line 1: the columns must be key and sequence.");
        for (int i = 1; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            string[] cells = Cells(lines[i]);
            if (cells.Length != 2 || cells[sequence].Length == 0)
                throw FoldException.BadInput($"{name}, line {i + 1}: a key (or nothing) and a sequence must stand here, with a comma between.");
            yield return (cells[sequence], Taxonomy(cells[key], name, i + 1), i + 1);
        }
    }

    private static string[] Cells(string line) => [.. line.Split(',').Select(cell => cell.Trim().Trim('"'))];

    private static int? Taxonomy(string key, string name, int line)
    {
        if (key.Length == 0)
            return null;
        // Where some keys are missing, tables are written with all others as 12.0.
        if (!double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number != Math.Floor(number)
            || Math.Abs(number) > int.MaxValue)
        {
            throw FoldException.BadInput($"{name}, line {line}: the key is '{key}'; it must be the whole number of a species, or nothing.");
        }
        return (int)number == Unknown ? null : (int)number;
    }
}
