using System.Linq.Expressions;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Complexes;

/// <summary>A <see cref="ComplexQuery"/> in the database's terms. The filter alone also says what to fold when all matching are meant.</summary>
internal static class ComplexQueryTranslation
{
    // Without it, ILike is rendered with ESCAPE '': nothing is taken literally then.
    private const string Escape = @"\";

    public static IQueryable<FoldedComplex> Matching(this IQueryable<FoldedComplex> complexes, ComplexQuery query)
    {
        if (query.Text.Length > 0)
        {
            string pattern = $"%{Literally(query.Text)}%";
            complexes = complexes.Where(x => EF.Functions.ILike(x.Complex.Name, pattern, Escape)
                || EF.Functions.ILike(x.Complex.ExternalId, pattern, Escape)
                || EF.Functions.ILike(x.Complex.Organism!, pattern, Escape)
                || x.Complex.Subunits.Any(subunit => EF.Functions.ILike(subunit.Accession, pattern, Escape)));
        }
        if (query.MinResidues is { } min)
            complexes = complexes.Where(x => x.Complex.Tokens >= min);
        if (query.MaxResidues is { } max)
            complexes = complexes.Where(x => x.Complex.Tokens <= max);
        if (query.States.IsEmpty)
            return complexes;

        var (folds, readinesses) = (query.States.Folds, query.States.Readinesses);
        return complexes.Where(x => x.Fold == null ? readinesses.Contains(x.Complex.Readiness) : folds.Contains(x.Fold.State));
    }

    /// <summary>Ends with line and id, so that the order is the same each time. Ids that are numbers are sorted as numbers.</summary>
    public static IQueryable<FoldedComplex> Sorted(this IQueryable<FoldedComplex> rows, ComplexQuery query)
    {
        bool down = query.Descending;
        var sorted = query.Sort switch
        {
            ComplexSort.Id => down
                ? rows.OrderByDescending(x => x.Complex.ExternalId.Length).ThenByDescending(x => x.Complex.ExternalId)
                : rows.OrderBy(x => x.Complex.ExternalId.Length).ThenBy(x => x.Complex.ExternalId),
            ComplexSort.Name => down ? rows.OrderByDescending(x => x.Complex.Name.ToLower()) : rows.OrderBy(x => x.Complex.Name.ToLower()),
            ComplexSort.Subunits => down ? rows.OrderByDescending(x => x.Complex.SubunitCount) : rows.OrderBy(x => x.Complex.SubunitCount),
            ComplexSort.Chains => down ? rows.OrderByDescending(x => x.Complex.ChainCount) : rows.OrderBy(x => x.Complex.ChainCount),
            ComplexSort.Residues => down ? rows.OrderByDescending(x => x.Complex.Tokens) : rows.OrderBy(x => x.Complex.Tokens),
            ComplexSort.State => rows.ByProgress(down),
            ComplexSort.Score => down
                ? rows.OrderBy(x => x.Best == null).ThenByDescending(x => x.Best!.ConfidenceScore)
                : rows.OrderBy(x => x.Best == null).ThenBy(x => x.Best!.ConfidenceScore),
            _ => down ? rows.OrderByDescending(x => x.Complex.Line) : rows.OrderBy(x => x.Complex.Line),
        };
        return sorted.ThenBy(x => x.Complex.Line).ThenBy(x => x.Complex.Id);
    }

    /// <summary>In the order of bars: what is finished first, what cannot be done last.</summary>
    private static IOrderedQueryable<FoldedComplex> ByProgress(this IQueryable<FoldedComplex> rows, bool descending)
    {
        Expression<Func<FoldedComplex, int>> place = x =>
            x.Fold == null ? (x.Complex.Readiness == Readiness.Ready ? 7 : x.Complex.Readiness == Readiness.MissingSequences ? 8 : 9)
            : x.Fold.State == FoldState.Done ? 0
            : x.Fold.State == FoldState.Collecting ? 1
            : x.Fold.State == FoldState.Running ? 2
            : x.Fold.State == FoldState.Preparing ? 3
            : x.Fold.State == FoldState.Queued ? 4
            : x.Fold.State == FoldState.Failed ? 5 : 6;
        return descending ? rows.OrderByDescending(place) : rows.OrderBy(place);
    }

    private static string Literally(string text) => text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}
