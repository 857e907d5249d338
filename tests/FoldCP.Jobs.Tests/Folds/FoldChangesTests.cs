using System.Threading.Channels;
using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class FoldChangesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly Workshop _workshop = new(database);
    private readonly FoldChanges _changes = new(database.Source, TimeProvider.System, NullLogger<FoldChanges>.Instance);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watcher_hears_of_its_own_campaign()
    {
        var (mine, other) = (await _workshop.CampaignAsync(1, Stop), await _workshop.CampaignAsync(1, Stop));
        using var watch = Watch(mine.Id);
        await watch.QuietAsync();

        await _workshop.OrderAllAsync(other.Id, Stop);
        await _workshop.OrderAllAsync(mine.Id, Stop);

        await watch.NextAsync();
        Assert.Single(await _workshop.FoldsAsync(mine.Id, Stop));
    }

    [Fact]
    public async Task A_lost_connection_is_told_to_everyone_and_again_when_it_is_back()
    {
        var campaign = await _workshop.CampaignAsync(1, Stop);
        using var watch = Watch(campaign.Id);
        await watch.QuietAsync();

        await EndListeningAsync();
        await watch.NextAsync();
        await watch.NextAsync();
        await _workshop.OrderAllAsync(campaign.Id, Stop);

        await watch.NextAsync();
    }

    [Fact]
    public async Task A_version_is_another_one_after_each_change_of_that_campaign_alone()
    {
        var (mine, other) = (await _workshop.CampaignAsync(1, Stop), await _workshop.CampaignAsync(1, Stop));
        using var watch = Watch(mine.Id);
        await watch.QuietAsync();
        await Until.TrueAsync(() => _changes.VersionOf(mine.Id) is not null, Stop);
        var (mineBefore, otherBefore, allBefore) = (_changes.VersionOf(mine.Id), _changes.VersionOf(other.Id), _changes.VersionOf(null));

        await _workshop.OrderAllAsync(mine.Id, Stop);
        await watch.NextAsync();

        Assert.NotEqual(mineBefore, _changes.VersionOf(mine.Id));
        Assert.Equal(otherBefore, _changes.VersionOf(other.Id));
        Assert.NotEqual(allBefore, _changes.VersionOf(null));
    }

    [Fact]
    public async Task What_may_have_changed_unheard_has_no_version_and_then_a_new_one()
    {
        var clock = new FakeTimeProvider();
        using var changes = new FoldChanges(database.Source, clock, NullLogger<FoldChanges>.Instance);
        await changes.StartAsync(Stop);
        await Until.TrueAsync(() => changes.VersionOf(Guid.Empty) is not null, Stop);
        var before = changes.VersionOf(Guid.Empty);

        await EndListeningAsync();
        await Until.TrueAsync(() => changes.VersionOf(Guid.Empty) is null, Stop);

        await Until.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));   // it tries again after a while
                return changes.VersionOf(Guid.Empty) > before;
            },
            Stop);
        await changes.StopAsync(Stop);
    }

    [Fact]
    public async Task A_watcher_that_left_is_forgotten()
    {
        using (var watch = Watch(Guid.CreateVersion7()))
        {
            await watch.NextAsync();
            Assert.Equal(1, _changes.Watchers);
        }

        await Until.TrueAsync(() => _changes.Watchers == 0, Stop);
    }

    public async ValueTask InitializeAsync() => await _changes.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _changes.StopAsync(CancellationToken.None);
        _changes.Dispose();
        await _workshop.DisposeAsync();
    }

    private async Task EndListeningAsync()
    {
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN fold%' AND datname = current_database()", Stop);
    }

    private Watcher Watch(Guid campaignId) => new(_changes, campaignId, database);

    /// <summary>Counts what one watcher is told.</summary>
    private sealed class Watcher : IDisposable
    {
        private readonly CancellationTokenSource _leaving = new();
        private readonly Channel<bool> _told = Channel.CreateUnbounded<bool>();
        private readonly TestDatabase _database;

        public Watcher(FoldChanges changes, Guid campaignId, TestDatabase database)
        {
            _database = database;
            _ = ListenAsync(changes, campaignId);
        }

        public async Task NextAsync() => await _told.Reader.ReadAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop);

        /// <summary>Waits until the connection listens, and forgets what was told for that.</summary>
        public async Task QuietAsync()
        {
            await Until.TrueAsync(async () =>
            {
                await using var db = _database.CreateDbContext();
                return await db.Database.SqlQuery<long>($"SELECT count(*) AS \"Value\" FROM pg_stat_activity WHERE query LIKE 'LISTEN fold%' AND state = 'idle' AND datname = current_database()").SingleAsync(Stop) == 1;
            }, Stop);
            while (_told.Reader.TryRead(out _)) { }
        }

        public void Dispose() => _leaving.Cancel();

        private async Task ListenAsync(FoldChanges changes, Guid campaignId)
        {
            await foreach (bool told in changes.WatchAsync(campaignId, _leaving.Token))
                await _told.Writer.WriteAsync(told);
        }
    }
}
