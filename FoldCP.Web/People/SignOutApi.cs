using FoldCP.Jobs.People;
using FoldCP.Web.Frame;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace FoldCP.Web.People;

/// <summary>The way out: a form's POST, so that no link or picture can take it for someone.</summary>
internal static class SignOutApi
{
    public static void MapSignOut(this IEndpointRouteBuilder routes) => routes.MapPost(Links.SignOut, SignOutAsync).WithName("SignOut").AllowAnonymous();

    private static async Task<RedirectHttpResult> SignOutAsync(
        HttpContext http, SignInManager<Person> signIn, IAntiforgery antiforgery)
    {
        if (http.User.Identity?.IsAuthenticated != true)
            return TypedResults.LocalRedirect(Links.SignIn);   // the session ended before
        if (!await antiforgery.IsRequestValidAsync(http))
            return TypedResults.LocalRedirect(Links.Home);   // a stale page, or not ours: nothing happens

        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect(Links.SignIn);
    }
}
