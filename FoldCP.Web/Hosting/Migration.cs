using FoldCP.Jobs;
using FoldCP.Web.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FoldCP.Web.Hosting;

/// <summary>Brings the database to this version's schema before anything else touches it, and makes the first account.</summary>
internal static class Migration
{
    public static async Task MigrateAsync(this IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();

        var db = scope.ServiceProvider.GetRequiredService<FoldContext>();

        // Else EF Core asks a new database for a table that is not there, and logs its own question as an error.
        await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync();

        // EF Core locks the history table while it migrates, so two servers that start at once take turns.
        await db.Database.MigrateAsync();
        await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().EnsureAsync();
    }
}
