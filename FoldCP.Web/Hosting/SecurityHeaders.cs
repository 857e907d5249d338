namespace FoldCP.Web.Hosting;

/// <summary>Tells browsers what our pages may do: everything from this server, nothing from or in front of another.</summary>
internal static class SecurityHeaders
{
    // Mol* makes its shaders' text with new Function and keeps pictures and workers in blobs; no page can do without, as a circuit goes
    // from page to page under the first one's policy. MudBlazor writes its theme, Blazor its style attributes into the page.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self' blob: data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        // As late as can be: an answer that becomes an error loses all headers that it had before.
        http.Response.OnStarting(AddAsync, http.Response.Headers);
        return next(http);
    });

    private static Task AddAsync(object response)
    {
        var headers = (IHeaderDictionary)response;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        return Task.CompletedTask;
    }
}
