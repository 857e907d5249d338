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
        var rows = await db.Complexes.AsNoTracking()
            .Where(complex => campaignId == null || complex.CampaignId == campaignId)
            .Select(complex => new
            {
                complex.CampaignId,
                complex.Readiness,
                Fold = db.Folds.Where(fold => fold.ComplexId == complex.Id).OrderByDescending(fold => fold.Attempt)
                    .Select(fold => (FoldState?)fold.State).FirstOrDefault(),
            })
            .GroupBy(row => new { row.CampaignId, row.Readiness, row.Fold })
            .Select(group => new { group.Key.CampaignId, group.Key.Readiness, group.Key.Fold, Count = group.Count() })
            .ToListAsync(stop);

        return rows.GroupBy(row => row.CampaignId).ToDictionary(campaign => campaign.Key, campaign => new StateBalance(
            campaign.GroupBy(row => ComplexStates.Of(row.Fold, row.Readiness)).ToDictionary(state => state.Key, state => state.Sum(row => row.Count))));
    }

    public static async Task<StateBalance> BalanceAsync(this FoldContext db, Guid campaignId, CancellationToken stop)
        => (await db.BalancesAsync(campaignId, stop)).GetValueOrDefault(campaignId, StateBalance.Empty);
}
