namespace FoldCP.Web.Complexes;

/// <summary>A list as it was when it was asked for: its ids keep their places until someone asks again.</summary>
public sealed class ListSnapshot
{
    public static readonly ListSnapshot Empty = new(ComplexQuery.All, []);

    private readonly Dictionary<Guid, int> _places;

    public ListSnapshot(ComplexQuery query, IReadOnlyList<Guid> ids)
    {
        (Query, Ids) = (query, ids);
        _places = ids.Select((id, place) => (id, place)).ToDictionary(x => x.id, x => x.place);
    }

    public ComplexQuery Query { get; }

    public IReadOnlyList<Guid> Ids { get; }

    public int Count => Ids.Count;

    /// <returns>null if it is not in the list</returns>
    public int? PlaceOf(Guid? id) => id is { } known && _places.TryGetValue(known, out int place) ? place : null;

    /// <summary>The id that many places further, stopping at either end; the first one from nowhere.</summary>
    public Guid? Step(Guid? from, int by)
        => Count == 0 ? null : PlaceOf(from) is { } place ? Ids[Math.Clamp(place + by, 0, Count - 1)] : Ids[by < 0 ? Count - 1 : 0];

    public IEnumerable<Guid> Between(Guid first, Guid last)
        => (PlaceOf(first), PlaceOf(last)) is ({ } a, { } b) ? Ids.Skip(Math.Min(a, b)).Take(Math.Abs(a - b) + 1) : [];

    /// <summary>How a list asked for now differs.</summary>
    public ListDrift DriftTo(IReadOnlyList<Guid> now)
    {
        int added = now.Count(x => !_places.ContainsKey(x));
        return new ListDrift(added, Count - (now.Count - added), added == 0 && now.Count == Count && !now.SequenceEqual(Ids));
    }
}

/// <summary>What has changed since a list was asked for.</summary>
public sealed record ListDrift(int New, int Gone, bool IsReordered)
{
    public static readonly ListDrift None = new(0, 0, false);

    /// <summary>What a chip says about it; null if there is nothing to say.</summary>
    public string? InWords => (New, Gone, IsReordered) switch
    {
        ( > 0, > 0, _) => $"{New:N0} new, {Gone:N0} moved on",
        ( > 0, _, _) => $"{New:N0} new",
        (_, > 0, _) => $"{Gone:N0} moved on",
        (_, _, true) => "Order changed",
        _ => null,
    };
}
