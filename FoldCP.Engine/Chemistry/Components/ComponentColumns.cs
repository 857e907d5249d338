using System.Globalization;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Chemistry.Components;

/// <summary>The cells of a category of one component, with faults told by file and line.</summary>
/// <param name="table">null if the file has no such category</param>
/// <param name="file">how messages call it</param>
internal sealed class ComponentColumns(CifTable? table, string file)
{
    private readonly Dictionary<string, int> _columns =
        table?.Columns.Select((name, at) => (name, at)).DistinctBy(column => column.name).ToDictionary(column => column.name, column => column.at) ?? [];

    public int Rows => table?.Rows ?? 0;

    /// <returns>null where there is no such column or no value</returns>
    public string? Find(int row, string column) => _columns.TryGetValue(column, out int at) ? table![row, at] : null;

    /// <exception cref="InvalidDataException">it has no value</exception>
    public string Text(int row, string column) => Find(row, column) ?? throw Bad(row, $"{table!.Category}.{column} has no value.");

    /// <returns>null where there is no such column or no value</returns>
    /// <exception cref="InvalidDataException">it is no number</exception>
    public double? Number(int row, string column)
    {
        if (Find(row, column) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw Bad(row, $"{table!.Category}.{column} is {text}, which is no number.");
    }

    public InvalidDataException Bad(int row, string what) => new($"{file}, line {table!.Line(row)}: {what}");
}
