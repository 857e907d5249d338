using FoldCP.Contract;
using FoldCP.Jobs;
using FoldCP.Jobs.Campaigns;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Results;

/// <summary>Sends what a fold's engine printed, for those who want to know more than the reason on the page.</summary>
internal static class FoldLogApi
{
    public static void MapFoldLogs(this IEndpointRouteBuilder routes)
        => routes.MapGet("/folds/{id:guid}/log.txt", SendAsync).WithName("FoldLog").RequireAuthorization();

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> SendAsync(
        Guid id, FoldContext db, StateFolder state, HttpContext http, CancellationToken stop)
    {
        var visible = db.Campaigns.VisibleTo(http.User);
        bool known = await db.Folds.AnyAsync(x => x.Id == id && visible.Any(campaign => campaign.Id == x.CampaignId), stop);
        string log = new RunFolder(state.RunOf(id)).Log;
        http.Response.Headers.CacheControl = "private, no-cache";
        return known && File.Exists(log)
            ? TypedResults.PhysicalFile(log, "text/plain; charset=utf-8", enableRangeProcessing: true)
            : TypedResults.NotFound();
    }
}
