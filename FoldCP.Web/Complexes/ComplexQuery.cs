using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace FoldCP.Web.Complexes;

/// <summary>The columns by which complexes can be sorted; File is the order of the imported file.</summary>
public enum ComplexSort { File, Id, Name, Subunits, Chains, Tokens, State, Score }

/// <summary>Which complexes of a campaign are listed and in which order. It lives in the address, so that Back, Reload and a sent link show the same.</summary>
public sealed record ComplexQuery
{
    public static readonly ComplexQuery All = new();

    /// <summary>Part of an id, a name, an organism, or an accession of a member.</summary>
    public string Text { get; init; } = "";

    /// <summary>None means any state.</summary>
    public StateGroups States { get; init; }

    public int? MinTokens { get; init; }

    public int? MaxTokens { get; init; }

    public ComplexSort Sort { get; init; }

    public bool Descending { get; init; }

    public bool IsFiltered => Text.Length > 0 || States != StateGroups.None || MinTokens is not null || MaxTokens is not null;

    /// <summary>True where a fold that moves on can change which complexes are listed, or their order.</summary>
    public bool DependsOnProgress => States != StateGroups.None || Sort is ComplexSort.State or ComplexSort.Score;

    /// <summary>Reads an address; what it does not understand it leaves out, so that an old or mistyped link still opens.</summary>
    public static ComplexQuery Parse(Uri address)
    {
        var parts = QueryHelpers.ParseQuery(address.Query);
        string sort = One(parts, "sort");
        return new ComplexQuery
        {
            Text = One(parts, "q").Trim(),
            States = StatesFrom(One(parts, "state")),
            MinTokens = Positive(One(parts, "min")),
            MaxTokens = Positive(One(parts, "max")),
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
            new("state", States == StateGroups.None ? null : string.Join(',', States.Each.Select(x => x.Slug))),
            new("min", MinTokens?.ToString(CultureInfo.InvariantCulture)),
            new("max", MaxTokens?.ToString(CultureInfo.InvariantCulture)),
            new("sort", SortSlug),
        };
        foreach (var (key, value) in others)
            parts.Add(new(key, value));
        return QueryHelpers.AddQueryString("", parts.Where(x => x.Value is not null));
    }

    public ComplexQuery Toggle(StateGroups group) => this with { States = States ^ group };

    /// <summary>First press sorts, second turns round, third goes back to the order of the file.</summary>
    public ComplexQuery SortedBy(ComplexSort column) => Sort != column
        ? this with { Sort = column, Descending = column == ComplexSort.Score }
        : Descending == (column == ComplexSort.Score)
            ? this with { Descending = !Descending }
            : this with { Sort = ComplexSort.File, Descending = false };

    private string? SortSlug => (Sort, Descending) switch
    {
        (ComplexSort.File, false) => null,
        (var column, var descending) => (descending ? "-" : "") + column.ToString().ToLowerInvariant(),
    };

    private static string One(Dictionary<string, StringValues> parts, string key)
        => parts.TryGetValue(key, out var values) ? values.ToString() : "";

    private static StateGroups StatesFrom(string slugs)
        => StateGroupsExtensions.InOrder
            .Where(x => slugs.Split(',').Contains(x.Slug, StringComparer.OrdinalIgnoreCase))
            .Aggregate(StateGroups.None, (all, x) => all | x);

    private static int? Positive(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
