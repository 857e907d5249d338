using FoldCP.Web.Frame;
using Microsoft.AspNetCore.Antiforgery;

namespace FoldCP.Web.People;

/// <summary>A sign-in form from before a sign-in in another tab, or from another server's time, is shown anew instead of refused.</summary>
internal static class StaleForm
{
    public static void UseFreshSignInForm(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Path != Links.SignIn || http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
            return next(http);

        http.Response.Redirect(Links.SignIn + http.Request.QueryString);
        return Task.CompletedTask;
    });
}
