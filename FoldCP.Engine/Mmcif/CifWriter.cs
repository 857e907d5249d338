using System.Globalization;

namespace FoldCP.Engine.Mmcif;

/// <summary>Writes a CIF file, category by category.</summary>
public sealed class CifWriter(TextWriter file)
{
    public void Comment(string text) => Line($"# {text}");

    public void Block(string name)
    {
        Line($"data_{name}");
        End();
    }

    /// <summary>A category with a single row.</summary>
    public void Items(string category, params ReadOnlySpan<(string Name, string? Value)> items)
    {
        foreach (var (name, value) in items)
            Line($"{category}.{name} {CifText.Quote(value)}");
        End();
    }

    /// <summary>A category with rows; the cells are quoted here. Nothing is written for no rows.</summary>
    public void Loop(string category, string columns, IEnumerable<string?[]> rows) =>
        RawLoop(category, columns, rows.Select(cells => CifText.Row(cells.Select(CifText.Quote))));

    /// <summary>The same for rows that are CIF already: the large tables, whose cells are short and need no second look.</summary>
    public void RawLoop(string category, string columns, IEnumerable<string> rows)
    {
        using var each = rows.GetEnumerator();
        if (!each.MoveNext())
            return;
        Line("loop_");
        foreach (string column in columns.Split(' '))
            Line($"{category}.{column}");
        do
            Line(each.Current);
        while (each.MoveNext());
        End();
    }

    public static string Number(double value, int digits) => value.ToString(Formats[digits], CultureInfo.InvariantCulture);

    private static readonly string[] Formats = ["F0", "F1", "F2", "F3"];

    // Not WriteLine: the file is the same on every system.
    private void Line(string text)
    {
        file.Write(text);
        file.Write('\n');
    }

    private void End() => Line("#");
}
