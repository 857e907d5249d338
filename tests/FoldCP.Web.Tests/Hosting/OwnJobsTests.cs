using FoldCP.Jobs;
using FoldCP.Tests;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

public sealed class OwnJobsTests(TestCluster cluster)
{
    [Fact]
    public async Task Servers_that_start_at_once_in_one_process_keep_their_jobs_apart()
    {
        var servers = Enumerable.Range(0, 3).Select(_ => new WebApp(cluster)).ToList();
        try
        {
            await Task.WhenAll(servers.Select(x => Task.Run(async () => await x.InitializeAsync())));

            Assert.All(servers, x => Assert.Contains(
                $"DB: {new NpgsqlConnectionStringBuilder(x.ConnectionString).Database},", x.Services.GetRequiredService<JobStorage>().ToString()));
            Assert.All(servers, x => Assert.Same(
                x.Services.GetRequiredService<StateFolder>(), Activated<StateFolder>(x.Services.GetRequiredService<JobActivator>())));
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    private static object Activated<T>(JobActivator activator)
    {
        using var scope = activator.BeginScope((JobActivatorContext)null!);
        return scope.Resolve(typeof(T));
    }
}
