using FoldCP.Jobs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FoldCP.Tests;

/// <summary>A real database for one class of tests: ask for it as <c>IClassFixture&lt;TestDatabase&gt;</c>.</summary>
public sealed class TestDatabase(TestCluster cluster) : Xunit.IAsyncLifetime, IDbContextFactory<FoldContext>
{
    private NpgsqlDataSource? _source;

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource Source => _source!;

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await cluster.CreateDatabaseAsync();
        _source = NpgsqlDataSource.Create(ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
    }

    public FoldContext CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<FoldContext>();
        options.UseFoldDatabase(Source);
        return new FoldContext(options.Options);
    }
}
