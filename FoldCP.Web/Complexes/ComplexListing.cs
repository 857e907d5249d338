using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame.States;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Complexes;

/// <summary>
/// The lists of a campaign's complexes. A list is the ids in order, taken once, so that no row moves while folds go on; the rows in
/// sight are then read by id, which costs the same at the top and at the end of ten thousand.
/// </summary>
internal static class ComplexListing
{
    public static Task<Guid[]> ComplexIdsAsync(this FoldContext db, Guid campaignId, ComplexQuery query, CancellationToken stop)
        => db.ComplexesWithFolds(campaignId).Matching(query).Sorted(query).Select(x => x.Complex.Id).ToArrayAsync(stop);

    /// <returns>in the order of the ids; ids that are gone are left out</returns>
    public static async Task<IReadOnlyList<ComplexRow>> ComplexRowsAsync(
        this FoldContext db, Guid campaignId, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        var found = await db.ComplexesWithFolds(campaignId).Where(x => ids.Contains(x.Complex.Id)).Select(x => new ComplexRow
        {
            Id = x.Complex.Id,
            ExternalId = x.Complex.ExternalId,
            Name = x.Complex.Name,
            Subunits = x.Complex.SubunitCount,
            Chains = x.Complex.ChainCount,
            Residues = x.Complex.Tokens,
            Readiness = x.Complex.Readiness,
            Obstacle = x.Complex.Obstacle,
            FoldId = x.Fold == null ? null : x.Fold.Id,
            FoldState = x.Fold == null ? null : x.Fold.State,
            Stage = x.Fold!.Stage,
            Step = x.Fold == null ? null : x.Fold.Step,
            Of = x.Fold == null ? null : x.Fold.Of,
            FoldReason = x.Fold!.Reason,
            Trouble = x.Fold!.Trouble,
            CancelAskedAt = x.Fold!.CancelAskedAt,
            Trained = x.Fold!.Trained,
            Score = x.Best == null ? null : x.Best.ConfidenceScore,
        }).ToDictionaryAsync(x => x.Id, stop);
        return [.. ids.Where(found.ContainsKey).Select(x => found[x])];
    }

    /// <summary>How many complexes of each state match the query's text and sizes; the states it asks for do not count.</summary>
    public static async Task<StateBalance> FacetsAsync(this FoldContext db, Guid campaignId, ComplexQuery query, CancellationToken stop)
    {
        var parts = await db.ComplexesWithFolds(campaignId).Matching(query with { States = default })
            .GroupBy(x => new { x.Complex.Readiness, State = x.Fold == null ? null : (FoldState?)x.Fold.State })
            .Select(x => new { x.Key.Readiness, x.Key.State, Count = x.Count() })
            .ToListAsync(stop);
        return new StateBalance(parts.GroupBy(x => ComplexStates.Of(x.State, x.Readiness)).ToDictionary(x => x.Key, x => x.Sum(part => part.Count)));
    }
}
