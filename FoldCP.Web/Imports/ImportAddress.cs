using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace FoldCP.Web.Imports;

/// <summary>The import page's address: it holds all that the page is about, so reloading or sending it shows the same.</summary>
public sealed record ImportAddress
{
    /// <summary>The uploads, in the order they were given; of sequence files the first has precedence.</summary>
    public IReadOnlyList<Guid> Uploads { get; init; } = [];

    public ImportTab Tab { get; init; }

    public NoteFilter Notes { get; init; }

    /// <summary>Looked for in notes and missing sequences.</summary>
    public string Find { get; init; } = "";

    public static ImportAddress Of(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        return new ImportAddress
        {
            Uploads = query.TryGetValue("u", out var ids) ? [.. ids.Select(x => Guid.TryParse(x, out var id) ? id : Guid.Empty).Where(x => x != Guid.Empty).Distinct()] : [],
            Tab = One<ImportTab>(query, "tab"),
            Notes = One<NoteFilter>(query, "notes"),
            Find = query.TryGetValue("find", out var find) ? find.ToString() : "",
        };
    }

    public string ToUri(string page = Frame.Links.Import)
    {
        var parts = Uploads.Select(id => ("u", id.ToString("N"))).ToList();
        if (Tab != ImportTab.Rows)
            parts.Add(("tab", Tab.ToString().ToLowerInvariant()));
        if (Notes != NoteFilter.All)
            parts.Add(("notes", Notes.ToString().ToLowerInvariant()));
        if (Find.Length > 0)
            parts.Add(("find", Uri.EscapeDataString(Find)));
        return parts.Count == 0 ? page : $"{page}?{string.Join('&', parts.Select(x => $"{x.Item1}={x.Item2}"))}";
    }

    /// <summary>The choice of that name; the first one where it is missing or mistyped.</summary>
    private static T One<T>(Dictionary<string, StringValues> query, string key)
        where T : struct, Enum
        => query.TryGetValue(key, out var word) && Enum.TryParse<T>(word, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : default;
}

/// <summary>What the lower half of the page shows.</summary>
public enum ImportTab { Rows, Notes, Missing }

/// <summary>Which notes are listed.</summary>
public enum NoteFilter { All, Rejected, Warnings }
