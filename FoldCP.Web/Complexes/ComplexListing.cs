using FoldCP.Jobs;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Jobs.Results;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Complexes;

/// <summary>
/// The lists of a campaign's complexes. A list is the ids in order, taken once, so that no row moves while folds go on; the rows in
/// sight are then read by id, which costs the same at the top and at the end of ten thousand.
/// </summary>
internal static class ComplexListing
{
    public static Task<Guid[]> IdsAsync(FoldContext db, Guid campaignId, ComplexQuery query, CancellationToken stop)
        => Sorted(Filtered(db, campaignId, query), query).Select(x => x.Complex.Id).ToArrayAsync(stop);

    /// <returns>in the order of the ids; ids that are gone are left out</returns>
    public static async Task<IReadOnlyList<ComplexRow>> RowsAsync(FoldContext db, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        var found = await Listed(db, db.Complexes.Where(x => ids.Contains(x.Id))).Select(x => new ComplexRow
        {
            Id = x.Complex.Id,
            ExternalId = x.Complex.ExternalId,
            Name = x.Complex.Name,
            Subunits = x.Complex.SubunitCount,
            Chains = x.Complex.ChainCount,
            Tokens = x.Complex.Tokens,
            Warnings = x.Complex.Warnings.Length,
            Readiness = x.Complex.Readiness,
            Obstacle = x.Complex.Obstacle,
            FoldId = x.Fold!.Id,
            FoldState = x.Fold!.State,
            Stage = x.Fold!.Stage,
            Step = ((int?)x.Fold!.Step) ?? 0,
            Of = ((int?)x.Fold!.Of) ?? 0,
            FoldReason = x.Fold!.Reason,
            IsCancelling = x.Fold!.CancelAskedAt != null,
            Trained = x.Fold!.Trained,
            Score = x.Best!.ConfidenceScore,
        }).ToDictionaryAsync(x => x.Id, stop);
        return [.. ids.Where(found.ContainsKey).Select(x => found[x])];
    }

    /// <summary>How many complexes of each group match the query's text and sizes; its states do not count.</summary>
    public static async Task<StateCounts> CountsAsync(FoldContext db, Guid campaignId, ComplexQuery query, CancellationToken stop)
    {
        var counts = await Filtered(db, campaignId, query with { States = StateGroups.None })
            .GroupBy(x => new { x.Complex.Readiness, State = (FoldState?)x.Fold!.State })
            .Select(x => new { x.Key.Readiness, x.Key.State, Count = x.Count() })
            .ToListAsync(stop);
        return StateCounts.Sum(counts.Select(x => (StateGroupsExtensions.Of(x.Readiness, x.State), x.Count)));
    }

    private static IQueryable<Listed> Filtered(FoldContext db, Guid campaignId, ComplexQuery query)
    {
        var complexes = db.Complexes.Where(x => x.CampaignId == campaignId);
        if (query.Text.Length > 0)
        {
            string pattern = $"%{Escape(query.Text)}%";
            complexes = complexes.Where(x => EF.Functions.ILike(x.Name, pattern) || EF.Functions.ILike(x.ExternalId, pattern)
                || EF.Functions.ILike(x.Organism!, pattern) || x.Subunits.Any(s => EF.Functions.ILike(s.Accession, pattern)));
        }
        if (query.MinTokens is { } min)
            complexes = complexes.Where(x => x.Tokens >= min);
        if (query.MaxTokens is { } max)
            complexes = complexes.Where(x => x.Tokens <= max);

        var listed = Listed(db, complexes);
        if (query.States == StateGroups.None)
            return listed;

        var (folds, readinesses) = (query.States.FoldStates, query.States.Readinesses);
        return listed.Where(x => x.Fold == null ? readinesses.Contains(x.Complex.Readiness) : folds.Contains(x.Fold.State));
    }

    private static IQueryable<Listed> Listed(FoldContext db, IQueryable<Complex> complexes)
        => from complex in complexes.AsNoTracking()
           from fold in db.Folds.Where(x => x.ComplexId == complex.Id
               && !db.Folds.Any(later => later.ComplexId == x.ComplexId && later.Attempt > x.Attempt)).DefaultIfEmpty()
           from best in db.Scores.Where(x => x.FoldId == fold.Id && x.Rank == 0).DefaultIfEmpty()
           select new Listed { Complex = complex, Fold = fold, Best = best };

    /// <summary>Always ends with line and id, so that the order is the same each time. Ids are sorted as numbers where they are numbers.</summary>
    private static IQueryable<Listed> Sorted(IQueryable<Listed> rows, ComplexQuery query)
    {
        bool down = query.Descending;
        var sorted = query.Sort switch
        {
            ComplexSort.Id => By(By(rows, x => x.Complex.ExternalId.Length, down), x => x.Complex.ExternalId, down),
            ComplexSort.Name => By(rows, x => x.Complex.Name.ToLower(), down),
            ComplexSort.Subunits => By(rows, x => x.Complex.SubunitCount, down),
            ComplexSort.Chains => By(rows, x => x.Complex.ChainCount, down),
            ComplexSort.Tokens => By(rows, x => x.Complex.Tokens, down),
            ComplexSort.State => By(rows, Progress, down),
            ComplexSort.Score => By(rows.OrderBy(x => x.Best == null), x => x.Best!.ConfidenceScore, down),
            _ => By(rows, x => x.Complex.Line, down),
        };
        return sorted.ThenBy(x => x.Complex.Line).ThenBy(x => x.Complex.Id);
    }

    private static readonly System.Linq.Expressions.Expression<Func<Listed, int>> Progress = x =>
        x.Fold == null ? (x.Complex.Readiness == Readiness.Ready ? 4 : x.Complex.Readiness == Readiness.MissingSequences ? 7 : 8)
        : x.Fold.State == FoldState.Done ? 0
        : x.Fold.State == FoldState.Collecting ? 1
        : x.Fold.State == FoldState.Running ? 2
        : x.Fold.State == FoldState.Preparing || x.Fold.State == FoldState.Queued ? 3
        : x.Fold.State == FoldState.Failed ? 5 : 6;

    private static IOrderedQueryable<Listed> By<T>(IQueryable<Listed> rows, System.Linq.Expressions.Expression<Func<Listed, T>> key, bool descending)
        => descending ? rows.OrderByDescending(key) : rows.OrderBy(key);

    private static IOrderedQueryable<Listed> By<T>(IOrderedQueryable<Listed> rows, System.Linq.Expressions.Expression<Func<Listed, T>> key, bool descending)
        => descending ? rows.ThenByDescending(key) : rows.ThenBy(key);

    private static string Escape(string text) => text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}

/// <summary>A complex with its latest fold and that fold's best sample, as far as there are any.</summary>
internal sealed class Listed
{
    public required Complex Complex { get; init; }

    public Fold? Fold { get; init; }

    public SampleScore? Best { get; init; }
}
