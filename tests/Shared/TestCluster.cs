using FoldCP.Jobs;
using FoldCP.Jobs.Postgres;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: Xunit.AssemblyFixture(typeof(TestCluster))]

namespace FoldCP.Tests;

/// <summary>One PostgreSQL for a whole run of tests, started when the first test asks for a database and thrown away at the end.</summary>
public sealed class TestCluster : Xunit.IAsyncLifetime
{
    private const string Template = "migrated";

    private readonly SemaphoreSlim _turn = new(1);
    private readonly TestFolder _folder = new();
    private PrivateCluster? _cluster;
    private int _databases;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        _folder.Dispose();
        _turn.Dispose();
    }

    /// <summary>Makes a database with this version's schema and nothing in it.</summary>
    /// <returns>its connection string</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _cluster ??= await StartAsync();
            string name = $"test_{++_databases}";
            await ExecuteAsync($"create database {name} template {Template}");
            return ConnectionTo(name, pooling: true);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<PrivateCluster> StartAsync()
    {
        _cluster = await PrivateCluster.OpenAsync(
            _folder.Path, [AppContext.BaseDirectory], TimeProvider.System, NullLogger.Instance, isDurable: false);
        await ExecuteAsync($"create database {Template}");
        await using var source = NpgsqlDataSource.Create(ConnectionTo(Template, pooling: false));
        var options = new DbContextOptionsBuilder<FoldContext>();
        options.UseFoldDatabase(source);
        await using var db = new FoldContext(options.Options);
        await db.Database.MigrateAsync();
        return _cluster;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionTo("postgres", pooling: false));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A server that has stopped leaves its connections to the process for only moments, so that many can follow one another.</summary>
    private string ConnectionTo(string database, bool pooling) => new NpgsqlConnectionStringBuilder(_cluster!.ConnectionString)
    {
        Database = database,
        Pooling = pooling,
        MaxPoolSize = 30,
        ConnectionIdleLifetime = 10,
        ConnectionPruningInterval = 5,
    }.ConnectionString;
}
