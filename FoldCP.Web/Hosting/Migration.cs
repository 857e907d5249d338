using FoldCP.Jobs;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Hosting;

/// <summary>Brings the database to this version's schema before anything else touches it.</summary>
internal static class Migration
{
    public static async Task MigrateAsync(this IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync();

        // EF Core locks the history table while it migrates, so two servers that start at once take turns.
        await db.Database.MigrateAsync();
    }
}
