using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class FoldReconcilerTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly Workshop _workshop = new(database) { Options = { MaxRunning = 100 } };
    private readonly ReconcilerPulse _pulse = new(TimeProvider.System);
    private readonly List<FoldReconciler> _reconcilers = [];

    private RunFolderCare Care => _workshop.Care;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_servers_one_moves_the_folds_and_the_other_takes_over_when_it_loses_its_connection()
    {
        await StartAsync();
        await StartAsync();
        int seated = await SeatAsync(except: 0);

        await OrderIsMovedAsync();
        await using (var db = database.CreateDbContext())
            await db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend({seated})", Stop);

        Assert.NotEqual(seated, await SeatAsync(except: seated));
        await OrderIsMovedAsync();
    }

    [Fact]
    public async Task A_server_that_stops_leaves_the_seat_at_once()
    {
        await StartAsync();
        await SeatAsync(except: 0);

        await _reconcilers[0].StopAsync(Stop);

        Assert.Equal(0, await SeatedAsync());
    }

    [Fact]
    public async Task Folds_move_on_by_themselves_when_the_database_has_been_away()
    {
        await StartAsync();
        await OrderIsMovedAsync();

        await DatabaseIsOpenAsync(false);
        await Until.TrueAsync(async () => (await HealthAsync(_pulse)).Contains("not currently accepting connections"), Stop);
        await DatabaseIsOpenAsync(true);

        await OrderIsMovedAsync();
        await Until.TrueAsync(async () => await HealthAsync(_pulse) == "All folds were looked at.", Stop);
    }

    [Fact]
    public async Task What_a_server_left_that_died_after_storing_is_removed()
    {
        var fold = await _workshop.RunningAsync(Stop);
        _workshop.FinishRun(fold);
        await _workshop.SweepAsync(Stop);
        await _workshop.RunStepsAsync(Stop);
        Directory.CreateDirectory(_workshop.FolderOf(fold).Results);

        await StartAsync();

        await Until.TrueAsync(() => !Directory.Exists(_workshop.FolderOf(fold).Results), Stop);
    }

    [Fact]
    public async Task Folders_that_cannot_be_tidied_keep_no_fold_waiting()
    {
        await File.WriteAllTextAsync(_workshop.State.Artefacts, "no folder", Stop);

        await StartAsync();

        await OrderIsMovedAsync();
    }

    [Fact]
    public async Task Health_tells_a_silent_reconciler()
    {
        var pulse = new ReconcilerPulse(_workshop.Clock);
        pulse.Beat("All folds were looked at.");
        Assert.Equal(HealthStatus.Healthy, (await pulse.CheckHealthAsync(new(), Stop)).Status);

        _workshop.Clock.Advance(TimeSpan.FromSeconds(31));
        pulse.Miss("no route to the database");

        var health = await pulse.CheckHealthAsync(new(), Stop);
        Assert.Equal((HealthStatus.Degraded, "Folds have not been moved for 31 s. no route to the database"), (health.Status, health.Description));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reconciler in _reconcilers)
        {
            await reconciler.StopAsync(CancellationToken.None);
            reconciler.Dispose();
        }
        await _workshop.DisposeAsync();
    }

    private async Task StartAsync()
    {
        var reconciler = new FoldReconciler(
            database.Source, _workshop.Sweep, Care, _pulse, TimeProvider.System, NullLogger<FoldReconciler>.Instance);
        await reconciler.StartAsync(Stop);
        _reconcilers.Add(reconciler);
    }

    private async Task OrderIsMovedAsync()
    {
        var campaign = await _workshop.CampaignAsync(1, Stop);
        await _workshop.OrderAllAsync(campaign.Id, Stop);
        await Until.TrueAsync(async () => (await _workshop.OnlyFoldAsync(campaign.Id, Stop)).State == FoldState.Preparing, Stop);
    }

    /// <summary>The database process of the one that holds the seat, once someone other than the given one does.</summary>
    private async Task<int> SeatAsync(int except)
    {
        int seated = 0;
        await Until.TrueAsync(async () => (seated = await SeatedAsync()) != 0 && seated != except, Stop);
        return seated;
    }

    private async Task<int> SeatedAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.Database.SqlQuery<int>($"""
            SELECT coalesce(max(pid), 0) AS "Value" FROM pg_locks JOIN pg_database d ON d.oid = database
            WHERE locktype = 'advisory' AND granted AND d.datname = current_database()
            AND (classid::bigint << 32) | objid::bigint = {ReconcilerSeat.LockKey}
            """).SingleAsync(Stop);
    }

    /// <summary>Opens or closes the database to everyone, as a server that stops does; who is connected is thrown out.</summary>
    private async Task DatabaseIsOpenAsync(bool isOpen)
    {
        var elsewhere = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres", Pooling = false };
        string name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;
        await using var source = NpgsqlDataSource.Create(elsewhere);
        await using var allow = source.CreateCommand($"ALTER DATABASE {name} ALLOW_CONNECTIONS {isOpen}");
        await allow.ExecuteNonQueryAsync(Stop);
        await using var leave = source.CreateCommand($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        await leave.ExecuteNonQueryAsync(Stop);
    }

    private static async Task<string> HealthAsync(ReconcilerPulse pulse)
        => (await pulse.CheckHealthAsync(new HealthCheckContext(), Stop)).Description!;
}
