using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Frame.States;

/// <summary>Counts complexes by shown state in the database.</summary>
public static class StateBalanceQuery
{
    /// <summary>The balance of one campaign.</summary>
    public static async Task<StateBalance> BalanceAsync(this FoldContext db, Guid campaignId, CancellationToken stop)
    {
        var parts = await (
            from complex in db.Complexes
            where complex.CampaignId == campaignId
            join latest in db.Folds.Where(fold => fold.IsLatest) on complex.Id equals latest.ComplexId into folds
            from fold in folds.DefaultIfEmpty()
            group complex by new { complex.Readiness, Fold = fold == null ? null : (FoldState?)fold.State } into part
            select new { part.Key.Readiness, part.Key.Fold, Count = part.Count() }).ToListAsync(stop);

        return new StateBalance(
            parts.GroupBy(part => ComplexStates.Of(part.Fold, part.Readiness)).ToDictionary(state => state.Key, state => state.Sum(part => part.Count)));
    }
}
