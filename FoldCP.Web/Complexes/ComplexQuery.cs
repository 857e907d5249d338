using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace FoldCP.Web.Complexes;

/// <summary>The columns by which complexes can be sorted; File is the order of the imported file.</summary>
public enum ComplexSort { File, Id, Name, Subunits, Chains, Residues, State, Score }

/// <summary>
/// Which complexes of a campaign are listed and in which order. It lives in the address, so that Back, Reload and a sent link show
/// the same.
/// </summary>
public sealed record ComplexQuery
{
    public static readonly ComplexQuery All = new();

    /// <summary>Part of an id, a name, an organism, or an accession of a member.</summary>
    public string Text { get; init; } = "";

    /// <summary>Empty means any state.</summary>
    public StateSet States { get; init; }

    public int? MinResidues { get; init; }

    public int? MaxResidues { get; init; }

    public ComplexSort Sort { get; init; }

    public bool Descending { get; init; }

    public bool IsFiltered => IsNarrowed || !States.IsEmpty;

    /// <summary>True where something else than a state keeps complexes out of the list.</summary>
    public bool IsNarrowed => Text.Length > 0 || MinResidues is not null || MaxResidues is not null;

    /// <summary>True where a fold that moves on can change which complexes are listed, or their order.</summary>
    public bool DependsOnProgress => !States.IsEmpty || Sort is ComplexSort.State or ComplexSort.Score;

    /// <summary>Reads an address; what it does not understand it leaves out, so that an old or mistyped link still opens.</summary>
    public static ComplexQuery Parse(string address)
    {
        var parts = QueryHelpers.ParseQuery(new Uri(address).Query);
        string sort = One(parts, "sort");
        return new ComplexQuery
        {
            Text = One(parts, "q").Trim(),
            States = StateSet.Parse(One(parts, "state")),
            MinResidues = Positive(One(parts, "min")),
            MaxResidues = Positive(One(parts, "max")),
            Sort = Enum.TryParse(sort.TrimStart('-'), ignoreCase: true, out ComplexSort column) && Enum.IsDefined(column) ? column : ComplexSort.File,
            Descending = sort.StartsWith('-'),
        };
    }

    /// <summary>Its part of an address with the leading question mark; empty if nothing differs from the default.</summary>
    /// <param name="others">further parts of the same address; those without a value are left out</param>
    public string ToQueryString(params ReadOnlySpan<(string Key, string? Value)> others)
    {
        var parts = new List<KeyValuePair<string, string?>>
        {
            new("q", Text.Length > 0 ? Text : null),
            new("state", States.IsEmpty ? null : States.ToString()),
            new("min", MinResidues?.ToString(CultureInfo.InvariantCulture)),
            new("max", MaxResidues?.ToString(CultureInfo.InvariantCulture)),
            new("sort", SortWord),
        };
        foreach (var (key, value) in others)
            parts.Add(new(key, value));
        return QueryHelpers.AddQueryString("", parts.Where(x => x.Value is not null));
    }

    /// <summary>First press sorts, second turns round, third goes back to the order of the file. Scores begin with the best.</summary>
    public ComplexQuery SortedBy(ComplexSort column)
    {
        bool first = column == ComplexSort.Score;
        if (Sort != column)
            return this with { Sort = column, Descending = first };

        return Descending == first ? this with { Descending = !first } : this with { Sort = ComplexSort.File, Descending = false };
    }

    private string? SortWord => (Sort, Descending) switch
    {
        (ComplexSort.File, false) => null,
        (var column, var descending) => (descending ? "-" : "") + column.ToString().ToLowerInvariant(),
    };

    private static string One(Dictionary<string, StringValues> parts, string key)
        => parts.TryGetValue(key, out var values) ? values.ToString() : "";

    private static int? Positive(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
