using FoldCP.Jobs;
using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FoldCP.Bench.Imports;

/// <summary>A PostgreSQL and a state folder of their own, with the product's parts for importing; all gone at the end.</summary>
internal sealed class BenchWorkplace : IAsyncDisposable
{
    private readonly DirectoryInfo root;
    private readonly PrivateCluster cluster;
    private readonly ServiceProvider services;

    private BenchWorkplace(DirectoryInfo root, PrivateCluster cluster, ServiceProvider services)
        => (this.root, this.cluster, this.services) = (root, cluster, services);

    public UploadStore Uploads => services.GetRequiredService<UploadStore>();

    public ImportReading Reading => services.GetRequiredService<ImportReading>();

    public ConfirmImport Confirm => services.GetRequiredService<ConfirmImport>();

    public static async Task<BenchWorkplace> OpenAsync()
    {
        var root = Directory.CreateTempSubdirectory("foldcp-bench-");
        root.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(StateFolder.Setting, root.FullName)]).Build();
        var state = StateFolder.Open(settings);
        var cluster = await PrivateCluster.OpenAsync(state.Postgres, [AppContext.BaseDirectory], TimeProvider.System, NullLogger.Instance);
        var services = Services(state, cluster.ConnectionString);
        await using var db = await services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync();
        await db.Database.MigrateAsync();
        return new BenchWorkplace(root, cluster, services);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await cluster.DisposeAsync();
        root.Delete(recursive: true);
    }

    private static ServiceProvider Services(StateFolder state, string connectionString) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(state)
        .AddSingleton(_ => NpgsqlDataSource.Create(connectionString))
        .AddDbContextFactory<FoldContext>((provider, db) => db.UseFoldDatabase(provider.GetRequiredService<NpgsqlDataSource>()))
        .AddSingleton(Options.Create(new ImportOptions()))
        .AddSingleton<UploadStore>()
        .AddSingleton<ImportReading>()
        .AddSingleton<ConfirmImport>()
        .BuildServiceProvider();
}
