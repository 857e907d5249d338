using FoldCP.Jobs.Folds;

namespace FoldCP.Web.Complexes;

/// <summary>
/// Which complexes an action is for: single ones, or all that match a query but a few. The latter stays a question to the database,
/// never a list of ten thousand ids.
/// </summary>
public sealed record ComplexSelection
{
    public static readonly ComplexSelection None = new();

    private ComplexSelection() { }

    /// <summary>Null for single ones.</summary>
    public ComplexQuery? AllMatching { get; private init; }

    /// <summary>The chosen ones, or, where all matching are meant, the ones left out.</summary>
    public IReadOnlySet<Guid> Ids { get; private init; } = new HashSet<Guid>();

    public bool IsEmpty => AllMatching is null && Ids.Count == 0;

    public static ComplexSelection Of(params IEnumerable<Guid> ids) => new() { Ids = ids.ToHashSet() };

    public static ComplexSelection All(ComplexQuery query) => new() { AllMatching = query };

    public bool Contains(Guid id) => Ids.Contains(id) == (AllMatching is null);

    public ComplexSelection Toggle(Guid id) => this with { Ids = (Ids.Contains(id) ? Ids.Where(x => x != id) : Ids.Append(id)).ToHashSet() };

    /// <summary>Takes these in, as for a range.</summary>
    public ComplexSelection With(IEnumerable<Guid> ids)
        => this with { Ids = AllMatching is null ? Ids.Concat(ids).ToHashSet() : Ids.Except(ids).ToHashSet() };

    /// <param name="matching">how many match the query</param>
    public int Count(int matching) => AllMatching is null ? Ids.Count : matching - Ids.Count;

    /// <summary>The same as a filter over a campaign's complexes.</summary>
    public IQueryable<FoldedComplex> Of(IQueryable<FoldedComplex> complexes)
    {
        var ids = Ids.ToArray();
        return AllMatching is null
            ? complexes.Where(x => ids.Contains(x.Complex.Id))
            : complexes.Matching(AllMatching).Where(x => !ids.Contains(x.Complex.Id));
    }
}
