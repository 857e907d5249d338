namespace FoldCP.Web.Hosting;

/// <summary>Faults and missing addresses: a page for who asks for pages, problem details for everyone else.</summary>
internal static class ErrorPages
{
    /// <summary>The inner pair answers first; what it leaves, requests for pages, is executed again under another address.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseWhen(http => !http.Request.WantsPage(), others => others.UseExceptionHandler().UseStatusCodePages());
    }
}
