using System.Security.Claims;
using FoldCP.Jobs;
using FoldCP.Jobs.People;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace FoldCP.Web.People;

/// <summary>A page may stay open for days: asks now and then whether its person still has an account and the same password.</summary>
internal sealed class SessionWatch(ILoggerFactory logs, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(logs)
{
    /// <summary>After this time at the latest, a removed account or a changed password ends open sessions, pages and cookies alike.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMinutes(5);

    protected override TimeSpan RevalidationInterval => Pace;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await MayStayAsync(scope.ServiceProvider.GetRequiredService<SignInManager<Person>>(), authenticationState.User);
    }

    internal static async Task<bool> MayStayAsync(SignInManager<Person> signIn, ClaimsPrincipal person)
    {
        try
        {
            return await signIn.ValidateSecurityStampAsync(person) is not null;
        }
        catch (Exception away) when (away.IsDatabaseAway())
        {
            return true;   // nobody is sent away because the database is; the next time tells
        }
    }
}
