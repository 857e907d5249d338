namespace FoldCP.Web.Hosting;

/// <summary>Tells a person who opens a page from a script that asks for data: they want different answers when something is wrong.</summary>
internal static class PageRequests
{
    public static bool WantsPage(this HttpRequest request)
        => HttpMethods.IsGet(request.Method) && request.Headers.Accept.Any(x => x?.Contains("text/html", StringComparison.Ordinal) == true);
}
