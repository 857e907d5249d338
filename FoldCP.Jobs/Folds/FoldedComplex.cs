using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Results;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>A complex with its latest fold and that fold's best scores, as far as they exist: what a list filters and sorts by.</summary>
public sealed class FoldedComplex
{
    public required Complex Complex { get; init; }

    public Fold? Fold { get; init; }

    public SampleScore? Best { get; init; }
}

/// <summary>Queries over complexes and their folds.</summary>
public static class FoldQueries
{
    /// <summary>
    /// A campaign's complexes, each once. Both joins go by unique indexes, so ten thousand rows are filtered, sorted and paged by
    /// the database. The same query, filtered the same way, tells <see cref="FoldOrders"/> what to fold.
    /// </summary>
    public static IQueryable<FoldedComplex> ComplexesWithFolds(this FoldContext db, Guid campaignId)
        => from complex in db.Complexes.AsNoTracking()
           where complex.CampaignId == campaignId
           join latest in db.Folds.Where(x => x.IsLatest) on complex.Id equals latest.ComplexId into folds
           from fold in folds.DefaultIfEmpty()
           join first in db.Scores.Where(x => x.Rank == 0) on fold.Id equals first.FoldId into scores
           from best in scores.DefaultIfEmpty()
           select new FoldedComplex { Complex = complex, Fold = fold, Best = best };

    /// <summary>How many folds of all campaigns are in work and how many wait.</summary>
    public static async Task<FoldLoad> FoldLoadAsync(this FoldContext db, CancellationToken stop)
    {
        var counts = await db.Folds.Where(x => x.EndedAt == null)
            .GroupBy(x => x.State).Select(x => new { State = x.Key, Count = x.Count() }).ToListAsync(stop);
        int queued = counts.Where(x => x.State == FoldState.Queued).Sum(x => x.Count);
        return new FoldLoad(counts.Sum(x => x.Count) - queued, queued);
    }
}

/// <summary>What there is to do at the moment.</summary>
public sealed record FoldLoad(int InWork, int Queued);
