using System.Security.Claims;
using FoldCP.Jobs;
using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame.Live;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Home;

/// <summary>Reads what the first page shows; each person sees their own campaigns.</summary>
public static class HomeQuery
{
    private const int RunningShown = 8;
    private const int ResultsShown = 6;

    // Named one by one, so that an index finds the few among all that wait.
    private static readonly FoldState[] s_inWork = [FoldState.Preparing, FoldState.Running, FoldState.Collecting];

    public static async Task<HomeView> HomeAsync(this FoldContext db, LiveCounts counts, ClaimsPrincipal person, CancellationToken stop)
    {
        var campaigns = await db.CampaignLinesAsync(counts, person, stop);
        return new HomeView(
            campaigns,
            await RunningAsync(db, person, stop),
            await ResultsAsync(db, person, stop));
    }

    /// <summary>Newest first.</summary>
    public static async Task<IReadOnlyList<CampaignLine>> CampaignLinesAsync(
        this FoldContext db, LiveCounts counts, ClaimsPrincipal person, CancellationToken stop)
    {
        var campaigns = await db.Campaigns.AsNoTracking().VisibleTo(person).OrderByDescending(x => x.CreatedAt)
            .Select(x => new { x.Id, x.Name, x.CreatedAt }).ToListAsync(stop);
        var lines = new List<CampaignLine>(campaigns.Count);
        foreach (var x in campaigns)
            lines.Add(new CampaignLine(x.Id, x.Name, x.CreatedAt, await counts.BalanceAsync(x.Id, stop)));
        return lines;
    }

    private static Task<List<RunningLine>> RunningAsync(FoldContext db, ClaimsPrincipal person, CancellationToken stop)
        => (from fold in db.Folds.AsNoTracking()
            where fold.EndedAt == null && s_inWork.Contains(fold.State)
            join complex in db.Complexes on fold.ComplexId equals complex.Id
            join campaign in db.Campaigns.VisibleTo(person) on fold.CampaignId equals campaign.Id
            orderby fold.StartedAt ?? fold.QueuedAt
            select new RunningLine(
                campaign.Id, campaign.Name, complex.Id, complex.Name, fold.Tokens, fold.State, fold.StartedAt, fold.Stage, fold.Step, fold.Of))
            .Take(RunningShown).ToListAsync(stop);

    private static Task<List<ResultLine>> ResultsAsync(FoldContext db, ClaimsPrincipal person, CancellationToken stop)
        => (from fold in db.Folds.AsNoTracking()
            where fold.IsLatest && fold.State == FoldState.Done
            join complex in db.Complexes on fold.ComplexId equals complex.Id
            join campaign in db.Campaigns.VisibleTo(person) on fold.CampaignId equals campaign.Id
            join score in db.Scores.Where(x => x.Rank == 0) on fold.Id equals score.FoldId into scores
            from best in scores.DefaultIfEmpty()
            orderby fold.EndedAt descending
            select new ResultLine(
                campaign.Id, campaign.Name, complex.Id, complex.Name, fold.EndedAt!.Value, fold.Trained,
                best == null ? null : (double?)best.ComplexPlddt, best == null ? null : (double?)best.Iptm))
            .Take(ResultsShown).ToListAsync(stop);
}
