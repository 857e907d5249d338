using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FoldCP.Web.Hosting;

/// <summary>
/// <c>/health</c>: the process answers. <c>/ready</c>: it can do its work. Both are open, for load balancers, and name the check
/// that fails; its reason, which may name paths, is in the log.
/// </summary>
internal static class Health
{
    public const string Alive = "/health";

    public const string Ready = "/ready";

    public static IServiceCollection AddFoldHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database")
            .AddCheck<EngineCheck>("engine")
            .AddCheck<StateFolderCheck>("state folder");
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(Alive, new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        routes.MapHealthChecks(Ready, new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(http.Response.Body, HealthView.Of(report), HealthJson.Default.HealthView, http.RequestAborted);
    }
}
