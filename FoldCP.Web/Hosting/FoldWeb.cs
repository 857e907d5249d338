using FoldCP.Web.Imports;
using MudBlazor.Services;

namespace FoldCP.Web.Hosting;

/// <summary>Registers what the pages need.</summary>
internal static class FoldWeb
{
    public static IServiceCollection AddFoldWeb(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        services.AddSingleton<ImportViews>();
        services.AddProblemDetails();
        services.AddAuthorization();
        return services;
    }
}
