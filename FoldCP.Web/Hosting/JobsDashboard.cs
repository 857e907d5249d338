using FoldCP.Web.Frame;
using FoldCP.Web.People;
using Hangfire;

namespace FoldCP.Web.Hosting;

/// <summary>Hangfire's own pages about background steps, for administrators.</summary>
internal static class JobsDashboard
{
    public static void MapJobsDashboard(this IEndpointRouteBuilder routes)
        => routes.MapHangfireDashboardWithAuthorizationPolicy(SignIn.Administrators, Links.Jobs, new DashboardOptions
        {
            AppPath = Links.Home,
            DashboardTitle = "FoldCP background jobs",
            DisplayStorageConnectionString = false,
        });
}
