using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FoldCP.Web.Imports;

/// <summary>What the import page says, as files: the notes, and the proteins without a sequence.</summary>
public static class ImportDownloads
{
    public static void MapImportDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/import/notes.csv", NotesAsync).RequireAuthorization();
        routes.MapGet("/import/missing.tsv", MissingAsync).RequireAuthorization();
    }

    private static async Task<FileContentHttpResult> NotesAsync(Guid[] u, ImportViews views, ClaimsPrincipal person, CancellationToken stop)
    {
        var view = await views.ReadAsync(person, u, stop);
        return TypedResults.File(Encoding.UTF8.GetBytes(NotesCsv.Of(view.Notes)), "text/csv; charset=utf-8", "import-notes.csv");
    }

    private static async Task<FileContentHttpResult> MissingAsync(Guid[] u, ImportViews views, ClaimsPrincipal person, CancellationToken stop)
    {
        var view = await views.ReadAsync(person, u, stop);
        var rows = (view.Preview?.Missing ?? []).Select(x => $"{x.Accession}\t{x.Name}\t{x.Complexes}\t{x.HoldsUp}\n");
        return TypedResults.File(
            Encoding.UTF8.GetBytes("accession\tname\tcomplexes\tlack_only_this\n" + string.Concat(rows)), "text/tab-separated-values; charset=utf-8", "missing-sequences.tsv");
    }
}
