using FoldCP.Jobs;
using FoldCP.Web.Demo;
using FoldCP.Web.Frame.Live;
using FoldCP.Web.Imports;
using FoldCP.Web.People;
using MudBlazor.Services;

namespace FoldCP.Web.Hosting;

/// <summary>Registers what the pages need.</summary>
internal static class FoldWeb
{
    public static IServiceCollection AddFoldWeb(this IServiceCollection services, StateFolder state)
    {
        services.AddFoldHealth();
        services.AddFoldCompression();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddSignIn(state);   // after the components: it replaces their view of who is signed in
        services.AddMudServices();
        services.AddScoped<DatabaseWait>();
        services.AddSingleton<LiveCounts>();
        services.AddSingleton<ImportViews>();
        services.AddSingleton<DemoCampaign>();
        services.AddProblemDetails();
        // A slow download may take all the time there is for ending; jobs and folds would have none left after it.
        services.Configure<HostOptions>(host => host.ServicesStopConcurrently = true);
        return services;
    }
}
