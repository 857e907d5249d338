using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using FoldCP.Jobs.People;
using FoldCP.Web.Frame;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Demo;

/// <summary>The server with the demo campaign in work: <c>./foldcp demo</c>.</summary>
internal static class DemoCommand
{
    private const int NotAllDone = 1;
    private const int Interrupted = 130;   // as a shell says of Ctrl-C

    /// <summary>Runs the server and the campaign, and tells on the console how it goes.</summary>
    /// <returns>the exit code: 0 if it served until it was told to stop, or with <c>--once</c> if every complex is done</returns>
    public static async Task<int> RunDemoAsync(this WebApplication app, DemoArguments demo)
    {
        await app.StartAsync();
        try
        {
            bool done = await FoldAsync(app, app.Lifetime.ApplicationStopping);
            if (demo.Once)
                return done ? 0 : NotAllDone;

            await Console.Out.WriteLineAsync("Serving until Ctrl-C.");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return demo.Once ? Interrupted : 0;
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
    }

    private static async Task<bool> FoldAsync(WebApplication app, CancellationToken stop)
    {
        var contexts = app.Services.GetRequiredService<IDbContextFactory<FoldContext>>();
        var person = await AdministratorAsync(contexts, stop);
        var campaignId = await app.Services.GetRequiredService<DemoCampaign>().StartAsync(person.Id, stop);
        await Console.Out.WriteLineAsync(
            $"""
            {app.Urls.First()}{Links.Campaign(campaignId)}
            Sign in as {person.UserName} with the password that was shown, or set, at the first start.

            """);
        var report = new DemoReport(
            contexts, app.Services.GetRequiredService<FoldChanges>(), app.Services.GetRequiredService<TimeProvider>(), Console.Out);
        return await report.FollowAsync(campaignId, stop);
    }

    private static async Task<Person> AdministratorAsync(IDbContextFactory<FoldContext> contexts, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Users
            .Where(person => db.UserRoles.Any(x => x.UserId == person.Id && db.Roles.Any(role => role.Id == x.RoleId && role.Name == Roles.Administrator)))
            .OrderBy(x => x.Id).FirstAsync(stop);
    }
}
