using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>Whose turn it is among the waiting folds.</summary>
internal static class FoldTurns
{
    /// <summary>
    /// Campaigns take turns, so a campaign of thousands does not hold up one of ten. Within a campaign the first order goes first, and
    /// within an order the small complexes, so that there is something to look at soon.
    /// </summary>
    public static async Task<WaitingFold?> NextToStartAsync(this FoldContext db, CancellationToken stop)
    {
        var waiting = db.Folds.Where(x => x.EndedAt == null && x.State == FoldState.Queued && x.CancelAskedAt == null);
        var shares = await waiting.GroupBy(x => x.CampaignId)
            .Select(x => new CampaignShare(
                x.Key,
                db.Folds.Count(f => f.CampaignId == x.Key && (f.State == FoldState.Preparing || f.State == FoldState.Running)),
                db.Folds.Where(f => f.CampaignId == x.Key && f.State != FoldState.Queued).Max(f => f.StartedAt),
                x.Min(f => f.QueuedAt)))
            .ToListAsync(stop);
        if (NextOf(shares) is not { } next)
            return null;

        return await waiting.Where(x => x.CampaignId == next.CampaignId)
            .OrderBy(x => x.QueuedAt).ThenBy(x => x.Tokens).ThenBy(x => x.Id)
            .Select(x => new WaitingFold(x.Id, x.Ranks)).FirstOrDefaultAsync(stop);
    }

    /// <summary>The campaign with the fewest folds in work; among equals the one that has waited longest for a start.</summary>
    public static CampaignShare? NextOf(IEnumerable<CampaignShare> shares)
        => shares.OrderBy(x => x.InWork).ThenBy(x => x.LastStart ?? DateTimeOffset.MinValue).ThenBy(x => x.OldestOrder).FirstOrDefault();
}

/// <summary>A fold that waits for its start, and how many processes will share it.</summary>
internal sealed record WaitingFold(Guid Id, int Ranks);

/// <summary>What a campaign with waiting folds has of the engines.</summary>
internal sealed record CampaignShare(Guid CampaignId, int InWork, DateTimeOffset? LastStart, DateTimeOffset OldestOrder);
