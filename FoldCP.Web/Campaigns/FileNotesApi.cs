using System.Text;
using FoldCP.Jobs;
using FoldCP.Jobs.Campaigns;
using FoldCP.Web.Imports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Campaigns;

/// <summary>Sends all notes of an imported file as a table: every rejected row with its reason, and the warnings.</summary>
internal static class FileNotesApi
{
    public static void MapFileNotes(this IEndpointRouteBuilder routes)
        => routes.MapGet("/campaigns/{campaignId:guid}/files/{fileId:guid}/notes.csv", SendAsync).WithName("FileNotes").RequireAuthorization();

    public static string AddressOf(Guid campaignId, Guid fileId) => $"{Frame.Links.Campaign(campaignId)}/files/{fileId}/notes.csv";

    private static async Task<Results<FileContentHttpResult, NotFound>> SendAsync(
        Guid campaignId, Guid fileId, FoldContext db, HttpContext http, CancellationToken stop)
    {
        var visible = db.Campaigns.VisibleTo(http.User);
        var file = await db.ImportedFiles.AsNoTracking()
            .SingleOrDefaultAsync(x => x.Id == fileId && x.CampaignId == campaignId && visible.Any(campaign => campaign.Id == campaignId), stop);
        return file is null
            ? TypedResults.NotFound()
            : TypedResults.File(
                Encoding.UTF8.GetBytes(NotesCsv.Of(file.Notes.Select(x => new FileNote(file.FileName, x)))),
                "text/csv; charset=utf-8", $"{Path.GetFileNameWithoutExtension(file.FileName)}-notes.csv");
    }
}
