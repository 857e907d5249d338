using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Frame.States;

/// <summary>Counts complexes by shown state in the database.</summary>
public static class StateBalanceQuery
{
    /// <summary>The balance of one campaign, or of each where null is asked for; one without complexes is not in it.</summary>
    public static async Task<IReadOnlyDictionary<Guid, StateBalance>> BalancesAsync(this FoldContext db, Guid? campaignId, CancellationToken stop)
    {
        var rows = await (
            from complex in db.Complexes
            where campaignId == null || complex.CampaignId == campaignId
            join latest in db.Folds.Where(fold => fold.IsLatest) on complex.Id equals latest.ComplexId into folds
            from fold in folds.DefaultIfEmpty()
            group complex by new { complex.CampaignId, complex.Readiness, Fold = fold == null ? null : (FoldState?)fold.State } into part
            select new { part.Key.CampaignId, part.Key.Readiness, part.Key.Fold, Count = part.Count() }).ToListAsync(stop);

        return rows.GroupBy(row => row.CampaignId).ToDictionary(campaign => campaign.Key, campaign => new StateBalance(
            campaign.GroupBy(row => ComplexStates.Of(row.Fold, row.Readiness)).ToDictionary(state => state.Key, state => state.Sum(row => row.Count))));
    }

    public static async Task<StateBalance> BalanceAsync(this FoldContext db, Guid campaignId, CancellationToken stop)
        => (await db.BalancesAsync(campaignId, stop)).GetValueOrDefault(campaignId, StateBalance.Empty);
}
