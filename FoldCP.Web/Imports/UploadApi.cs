using FoldCP.Jobs;
using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Imports;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FoldCP.Web.Imports;

/// <summary>
/// Takes files as they arrive, without holding one in memory: the first file of a form, or a raw body with <c>?name=</c>. The page
/// sends its antiforgery token in the header <c>RequestVerificationToken</c>; one in the form is not looked for, since finding it
/// would mean to read the whole form first.
/// </summary>
internal static class UploadApi
{
    public const string Path = "/uploads";

    /// <summary>ASP.NET Core's own name for it.</summary>
    public const string TokenHeader = "RequestVerificationToken";

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup(Path).RequireAuthorization();
        uploads.MapPost("", TakeAsync).WithName("TakeUpload").Accepts<IFormFile>("multipart/form-data", "application/octet-stream");
        uploads.MapDelete("{id:guid}", DropAsync).WithName("DropUpload");
    }

    private static async Task<Results<Created<UploadView>, ProblemHttpResult>> TakeAsync(
        HttpContext http, UploadStore store, IAntiforgery antiforgery, CancellationToken stop)
    {
        if (!await IsOurPageAsync(http, antiforgery))
            return NotFromOurPage();
        LiftServerLimit(http);
        if (http.Request.ContentLength > store.MaxBytes + FormOverhead)
            return TooLarge(new UploadTooLargeException(store.MaxBytes));

        try
        {
            if (await FileIn(http.Request, stop) is not var (name, content))
                return Problem(StatusCodes.Status400BadRequest, "No file", "The request has no file. Choose a file and upload it again.");

            var upload = await store.SaveAsync(http.User.Id(), name, content, stop);
            return TypedResults.Created($"{Path}/{upload.Id}", new UploadView(upload.Id, upload.FileName, upload.Bytes));
        }
        catch (Exception fault) when (AnswerTo(fault) is { } answer)
        {
            return answer;
        }
    }

    private static ProblemHttpResult? AnswerTo(Exception fault) => fault switch
    {
        UploadTooLargeException tooLarge => TooLarge(tooLarge),
        UploadBrokenOffException => Problem(StatusCodes.Status400BadRequest, "The upload broke off", fault.Message),
        UploadNotKeptException => Problem(StatusCodes.Status507InsufficientStorage, "The file was not kept", fault.Message),
        InvalidDataException => Garbled(fault.Message),
        IOException => Garbled("its end is missing"),
        _ when fault.IsDatabaseAway() => Problem(
            StatusCodes.Status503ServiceUnavailable, "The database does not answer", "The database does not answer just now, so nothing of the file was kept. Upload it again in a moment."),
        _ => null,
    };

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> DropAsync(
        Guid id, HttpContext http, UploadStore store, IAntiforgery antiforgery, CancellationToken stop)
    {
        if (!await IsOurPageAsync(http, antiforgery))
            return NotFromOurPage();

        return await store.DeleteAsync(http.User.Id(), id, stop) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    // Boundaries and headers of the form around the file.
    private const int FormOverhead = 1 << 16;

    private const int LongestBoundary = 70;

    private static async Task<(string? Name, Stream Content)?> FileIn(HttpRequest request, CancellationToken stop)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            return (request.Query["name"], request.Body);

        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary)
            throw new InvalidDataException("it has no proper boundary");

        var form = new MultipartReader(boundary, request.Body);
        while (await form.ReadNextSectionAsync(stop) is { } section)
        {
            if (section.GetContentDispositionHeader() is { } part && part.IsFileDisposition())
                return (HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).ToString(), section.Body);
        }
        return null;
    }

    // The store counts the bytes and says so in the user's words; the server's own limit would cut the connection.
    private static void LiftServerLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
    }

    private static async Task<bool> IsOurPageAsync(HttpContext http, IAntiforgery antiforgery)
        => http.Request.Headers.ContainsKey(TokenHeader) && await antiforgery.IsRequestValidAsync(http);

    private static ProblemHttpResult TooLarge(UploadTooLargeException reason)
        => Problem(StatusCodes.Status413PayloadTooLarge, "The file is too large", reason.Message);

    private static ProblemHttpResult Garbled(string how)
        => Problem(StatusCodes.Status400BadRequest, "The upload cannot be read", $"The form is garbled ({how}). Upload the file again.");

    private static ProblemHttpResult NotFromOurPage()
        => Problem(StatusCodes.Status400BadRequest, "The page is out of date", "The upload did not come from a page of this session. Load the page anew and upload the file again.");

    private static ProblemHttpResult Problem(int status, string title, string detail)
        => TypedResults.Problem(statusCode: status, title: title, detail: detail);
}

/// <summary>An upload as its owner's page knows it.</summary>
internal sealed record UploadView(Guid Id, string Name, long Bytes);
