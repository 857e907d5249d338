using FoldCP.Jobs;
using FoldCP.Jobs.Postgres;

namespace FoldCP.Web.Hosting;

/// <summary>The database server that is used: a configured one, else the private one of the state folder.</summary>
internal sealed class FoldServer : IAsyncDisposable
{
    private readonly PrivateCluster? _private;

    private FoldServer(string connectionString, PrivateCluster? cluster = null)
        => (ConnectionString, _private) = (connectionString, cluster);

    public string ConnectionString { get; }

    /// <exception cref="InvalidOperationException">none is configured and a private one cannot run; says what to do</exception>
    public static async Task<FoldServer> OpenAsync(IConfiguration configuration, StateFolder state, IHostEnvironment environment)
    {
        if (configuration.GetConnectionString(FoldDatabase.ConnectionName) is { Length: > 0 } configured)
            return new FoldServer(configured);

        using var logs = LoggerFactory.Create(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddFoldConsole(environment));
        var cluster = await PrivateCluster.OpenAsync(
            state.Postgres, [environment.ContentRootPath, AppContext.BaseDirectory], TimeProvider.System, logs.CreateLogger<PrivateCluster>());
        return new FoldServer(cluster.ConnectionString, cluster);
    }

    public ValueTask DisposeAsync() => _private?.DisposeAsync() ?? ValueTask.CompletedTask;
}
