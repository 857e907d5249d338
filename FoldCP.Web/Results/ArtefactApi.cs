using FoldCP.Contract;
using FoldCP.Jobs;
using FoldCP.Jobs.Artefacts;
using FoldCP.Jobs.Campaigns;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace FoldCP.Web.Results;

/// <summary>
/// Sends files of results. An artefact never changes, so a browser may keep it; it goes out gzipped as it lies in the store, or plain
/// where a part of it is asked for. Whoever may not see the campaign is told that there is no such file.
/// </summary>
internal static class ArtefactApi
{
    public static void MapArtefacts(this IEndpointRouteBuilder routes)
        => routes.MapGet("/artefacts/{id:guid}/{fileName}", SendAsync).WithName("Artefact").RequireAuthorization();

    private static async Task<Results<PhysicalFileHttpResult, NotFound, ProblemHttpResult>> SendAsync(
        Guid id, string fileName, FoldContext db, ArtefactStore store, HttpContext http, CancellationToken stop)
    {
        var visible = db.Campaigns.VisibleTo(http.User);
        var artefact = await db.Artefacts.AsNoTracking()
            .Where(x => x.Id == id && x.FileName == fileName)
            .Where(x => db.Folds.Any(fold => fold.Id == x.FoldId && visible.Any(campaign => campaign.Id == fold.CampaignId)))
            .SingleOrDefaultAsync(stop);
        if (artefact is null)
            return TypedResults.NotFound();

        return store.Find(artefact.Sha256) is { } place
            ? Send(artefact, place, WantsCompressed(http.Request) ? store.FindCompressed(artefact.Sha256) : null, http.Response)
            : Missing(artefact);
    }

    private static PhysicalFileHttpResult Send(Artefact artefact, string place, string? compressed, HttpResponse response)
    {
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.XContentTypeOptions = "nosniff";
        if (compressed is not null)
            response.Headers.ContentEncoding = "gzip";

        return TypedResults.PhysicalFile(
            compressed ?? place, ContentType(artefact), lastModified: artefact.CreatedAt,
            entityTag: new EntityTagHeaderValue($"\"{artefact.Sha256}{(compressed is null ? "" : "-gzip")}\""),
            enableRangeProcessing: compressed is null);
    }

    private static ProblemHttpResult Missing(Artefact artefact) => TypedResults.Problem(
        title: $"{artefact.FileName} is not in the store",
        detail: $"The database knows this file, but its content ({artefact.Sha256}) is missing from the artefact folder. Restore that folder from a backup, or fold the complex again.",
        statusCode: StatusCodes.Status410Gone);

    private static string ContentType(Artefact artefact) => artefact.Kind switch
    {
        ResultKind.Structure => "chemical/x-mmcif",
        ResultKind.Pdb => "chemical/x-pdb",
        ResultKind.BinaryCif => "application/octet-stream",
        ResultKind.Pae or ResultKind.Pde or ResultKind.Plddt => "application/zip",
        _ => "application/json",
    };

    private static bool WantsCompressed(HttpRequest request)
        => request.Headers.Range.Count == 0
            && request.GetTypedHeaders().AcceptEncoding.Any(x => x.Value == "gzip" && x.Quality is not 0);
}
