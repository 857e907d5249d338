using FoldCP.Contract;
using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using FoldCP.Web.Frame.States;
using FoldCP.Web.Tests.Seeds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace FoldCP.Web.Tests.Browser;

/// <summary>A server with a small and a large campaign, whose complexes stay in the states they are in: <c>IClassFixture&lt;SeededApp&gt;</c>.</summary>
public sealed class SeededApp(TestCluster cluster, Chromium chromium) : IAsyncLifetime
{
    private NpgsqlDataSource? _source;
    private HeldFolds? _held;

    public BrowserApp App { get; } = new(cluster, chromium);

    /// <summary>A complex in each state but Done.</summary>
    public Guid FewId { get; private set; }

    public Guid ManyId { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        await App.InitializeAsync();
        _source = NpgsqlDataSource.Create(App.Server.ConnectionString);
        _held = await HeldFolds.TakeAsync(_source, stop);
        await using var db = await ContextAsync(stop);
        var owner = await db.Users.Select(x => x.Id).SingleAsync(stop);
        FewId = await SeededCampaign.AddAsync(_source, owner, "Histone deacetylase complexes", 10, stop);
        ManyId = await SeededCampaign.AddAsync(_source, owner, "Everything that was found by tandem affinity purification in HEK293 cells", 10_000, stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_held is not null)
            await _held.DisposeAsync();
        if (_source is not null)
            await _source.DisposeAsync();
        await App.DisposeAsync();
    }

    /// <summary>The first complex of a state, in the order of the file.</summary>
    public async Task<Guid> FindAsync(Guid campaignId, ComplexState state, CancellationToken stop)
    {
        await using var db = await ContextAsync(stop);
        var complexes = await db.ComplexesWithFolds(campaignId).OrderBy(x => x.Complex.Line)
            .Select(x => new { x.Complex.Id, x.Complex.Readiness, State = x.Fold == null ? (FoldState?)null : x.Fold.State }).Take(20).ToListAsync(stop);
        return complexes.First(x => ComplexStates.Of(x.State, x.Readiness) == state).Id;
    }

    /// <summary>As if an engine had come to the end of the trunk before it failed.</summary>
    public async Task LeaveCheckpointAsync(Guid complexId, CancellationToken stop)
    {
        await using var db = await ContextAsync(stop);
        var fold = await db.Folds.SingleAsync(x => x.ComplexId == complexId && x.IsLatest, stop);
        string folder = new RunFolder(App.Server.Services.GetRequiredService<StateFolder>().RunOf(fold.Id)).Checkpoints;
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "trunk.safetensors"), [], stop);
    }

    private Task<FoldContext> ContextAsync(CancellationToken stop)
        => App.Server.Services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync(stop);
}
