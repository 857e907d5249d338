namespace FoldCP.Engine.Mmcif;

/// <summary>A category of a CIF file: rows of values under named columns. A category written as single items has one row.</summary>
public sealed class CifTable(string category)
{
    private readonly List<string> columns = [];
    private readonly List<string?> cells = [];
    private readonly List<int> lines = [];

    public string Category => category;

    public IReadOnlyList<string> Columns => columns;

    public int Rows => columns.Count == 0 ? 0 : cells.Count / columns.Count;

    /// <returns>the cell, null where the file has <c>.</c> or <c>?</c></returns>
    public string? this[int row, int column] => cells[row * columns.Count + column];

    /// <returns>the cell, null where there is no such column or no value</returns>
    public string? Find(int row, string column) => columns.IndexOf(column) is >= 0 and int at ? this[row, at] : null;

    /// <summary>The line of the file on which a row begins.</summary>
    public int Line(int row) => lines[row];

    /// <summary>The number of a column that must be there.</summary>
    /// <exception cref="InvalidDataException">it is not</exception>
    public int Column(string name) => columns.IndexOf(name) is >= 0 and int at
        ? at
        : throw new InvalidDataException($"{category} has no column {name}.");

    internal void AddColumn(string name) => columns.Add(name);

    internal void AddCell(string? value, int line)
    {
        if (lines.Count * columns.Count <= cells.Count)
            lines.Add(line);
        cells.Add(value);
    }

    internal int Cells => cells.Count;
}
