using System.Globalization;
using System.Text.Json;

namespace FoldCP.Engine.Bench;

/// <summary>Where figures go: a line of JSON each, or tables of those of one name.</summary>
internal sealed class FigureSheet(TextWriter output, bool asJson)
{
    private readonly List<Figure> _figures = [];

    /// <summary>JSON is written at once, tables at the end.</summary>
    public void Add(Figure figure)
    {
        _figures.Add(figure);
        if (asJson)
        {
            output.WriteLine(figure.Json());
            output.Flush();
        }
    }

    public void End()
    {
        if (asJson)
            return;
        foreach (var table in _figures.GroupBy(figure => figure.Name))
        {
            output.WriteLine($"{table.Key}:");
            output.WriteLine();
            foreach (string line in Table([.. table]))
                output.WriteLine(line);
            output.WriteLine();
        }
    }

    /// <summary>A column for each field that any of them has.</summary>
    public static IReadOnlyList<string> Table(IReadOnlyList<Figure> figures)
    {
        var rows = figures.Select(figure => figure.Fields().ToDictionary(field => field.Name, field => Text(field.Value))).ToList();
        string[] columns = [.. figures.MaxBy(figure => figure.Fields().Count)!.Fields().Select(field => field.Name)];
        columns = [.. columns, .. rows.SelectMany(row => row.Keys).Distinct().Except(columns)];
        return
        [
            Line(columns.Select(column => column.Replace('_', ' '))),
            Line(columns.Select(_ => "---"), "|"),
            .. rows.Select(row => Line(columns.Select(column => row.GetValueOrDefault(column, "")))),
        ];
    }

    private static string Line(IEnumerable<string> cells, string between = " | ") =>
        between == "|" ? $"|{string.Join(between, cells)}|" : $"| {string.Join(between, cells)} |";

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Number ? Text(value.GetDouble()) : $"{value}";

    // Whole numbers, and large ones, in full; of others four digits.
    private static string Text(double number) => Math.Abs(number) >= 1000 || number == Math.Floor(number)
        ? number.ToString("N0", CultureInfo.InvariantCulture)
        : number.ToString("G4", CultureInfo.InvariantCulture);
}
