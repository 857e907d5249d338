using FoldCP.Jobs;
using FoldCP.Web.People;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Hosting;

/// <summary>Brings the database to this version's schema before anything else touches it, and makes the first account.</summary>
internal static class Migration
{
    public static async Task MigrateAsync(this IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();

        // EF Core locks the history table while it migrates, so two servers that start at once take turns.
        await scope.ServiceProvider.GetRequiredService<FoldContext>().Database.MigrateAsync();
        await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().EnsureAsync();
    }
}
