using System.Globalization;
using FoldCP.Web.Frame;
using FoldCP.Web.Viewer;
using Microsoft.AspNetCore.WebUtilities;

namespace FoldCP.Web.Complexes;

/// <summary>What the page of a complex shows, as its address says it: the list it belongs to, the attempt, the sample, and how it is drawn.</summary>
public sealed record ComplexAddress(ComplexQuery Query)
{
    public int? Attempt { get; init; }

    public int? Sample { get; init; }

    public StructureColour Colour { get; init; }

    public StructureStyle Style { get; init; }

    public bool IsListHidden { get; init; }

    public static ComplexAddress Parse(string address)
    {
        var parts = QueryHelpers.ParseQuery(new Uri(address).Query);
        string One(string key) => parts.TryGetValue(key, out var values) ? values.ToString() : "";
        return new ComplexAddress(ComplexQuery.Parse(address))
        {
            Attempt = Number(One("attempt")),
            Sample = Number(One("sample")),
            Colour = Known<StructureColour>(One("colour")),
            Style = Known<StructureStyle>(One("style")),
            IsListHidden = One("list") == "hidden",
        };
    }

    /// <summary>The same view of a complex.</summary>
    public string Of(Guid campaignId, Guid complexId) => Links.Complex(campaignId, complexId) + Query.ToQueryString(
        ("attempt", Attempt?.ToString(CultureInfo.InvariantCulture)),
        ("sample", Sample?.ToString(CultureInfo.InvariantCulture)),
        ("colour", Word(Colour)),
        ("style", Word(Style)),
        ("list", IsListHidden ? "hidden" : null));

    /// <summary>Another complex in the same way of looking: its attempts and samples are its own.</summary>
    public string ForAnother(Guid campaignId, Guid complexId) => (this with { Attempt = null, Sample = null }).Of(campaignId, complexId);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static T Known<T>(string word) where T : struct, Enum => Enum.TryParse(word, ignoreCase: true, out T known) && Enum.IsDefined(known) ? known : default;

    private static string? Word<T>(T value) where T : struct, Enum => value.Equals(default(T)) ? null : value.ToString().ToLowerInvariant();
}
