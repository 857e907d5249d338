using FoldCP.Jobs;
using FoldCP.Jobs.People;
using FoldCP.Web.Frame;
using FoldCP.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FoldCP.Web.People;

/// <summary>Registers who may enter: people with passwords, a cookie, and the rule that nothing is open unless it says so.</summary>
internal static class SignIn
{
    /// <summary>The policy of what only administrators see.</summary>
    public const string Administrators = nameof(Administrators);

    private const int ShortestPassword = 10;
    private const int AttemptsBeforeLockout = 5;

    /// <summary>How long a name is locked after too many wrong passwords.</summary>
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_remembered = TimeSpan.FromDays(14);

    public static IServiceCollection AddSignIn(this IServiceCollection services, StateFolder state)
    {
        services.AddDataProtection().SetApplicationName("FoldCP").PersistKeysToFileSystem(new DirectoryInfo(state.Keys));
        services.AddIdentityCore<Person>(Rules).AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<FoldContext>().AddSignInManager();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Cookie));
        services.Configure<SecurityStampValidatorOptions>(stamps => stamps.ValidationInterval = SessionWatch.Pace);
        services.AddScoped<AuthenticationStateProvider, SessionWatch>();
        services.AddOptionsWithValidateOnStart<AdministratorOptions>().BindConfiguration(AdministratorOptions.Section)
            .PostConfigure<IConfiguration>((options, settings) => options.TakeShortName(settings));
        services.AddSingleton<IValidateOptions<AdministratorOptions>, AdministratorOptionsValidator>();
        services.AddScoped(provider => ActivatorUtilities.CreateInstance<FirstAdministrator>(provider, Console.Out));
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Administrators, policy => policy.RequireRole(Roles.Administrator));
        return services;
    }

    // Length is what makes a password hard to guess; rules about its letters only make it hard to remember.
    private static void Rules(IdentityOptions identity)
    {
        identity.Password = new PasswordOptions
        {
            RequiredLength = ShortestPassword,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        identity.Lockout.MaxFailedAccessAttempts = AttemptsBeforeLockout;
        identity.Lockout.DefaultLockoutTimeSpan = Lockout;
    }

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "foldcp";
        cookie.Cookie.SameSite = SameSiteMode.Lax;   // a link from a colleague's message opens signed in
        cookie.ExpireTimeSpan = s_remembered;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = Links.SignIn;
        cookie.ReturnUrlParameter = SignInPage.ReturnUrl;
        cookie.Events.OnRedirectToLogin = Challenge;
        cookie.Events.OnRedirectToAccessDenied = Hide;
    }

    /// <summary>A page leads to the sign-in page; a script is told 401, since it could not read that page.</summary>
    private static Task Challenge(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.WantsPage())
            context.Response.Redirect(context.RedirectUri);
        else
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>What one may not see is not there, as with another's campaign.</summary>
    private static Task Hide(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
