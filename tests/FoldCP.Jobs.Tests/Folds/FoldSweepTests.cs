using FoldCP.Contract;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class FoldSweepTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly Workshop _workshop = new(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_folds_run_than_allowed()
    {
        var campaign = await _workshop.CampaignAsync(5, Stop);
        await _workshop.OrderAllAsync(campaign.Id, Stop);

        for (int i = 0; i < 3; i++)
        {
            await _workshop.SweepAsync(Stop);
            await _workshop.RunStepsAsync(Stop);
        }

        Assert.Equal(2, _workshop.Backend.Starts.Count);
        Assert.Equal(3, (await _workshop.FoldsAsync(campaign.Id, Stop)).Count(x => x.State == FoldState.Queued));
    }

    [Fact]
    public async Task Folds_of_many_processes_wait_for_one_another_and_one_of_too_many_for_all()
    {
        (_workshop.Options.MaxRunning, _workshop.Options.MaxProcesses) = (10, 5);
        var campaign = await _workshop.CampaignAsync(4, Stop);
        await _workshop.OrderAllAsync(campaign.Id, Stop, ranks: 2);
        await StartAsync();
        var inPairs = _workshop.Backend.Starts.Count;

        _workshop.Clock.Advance(TimeSpan.FromMinutes(1));
        var large = await _workshop.CampaignAsync(1, Stop);
        await _workshop.OrderAllAsync(large.Id, Stop, ranks: 4);
        await StartAsync();
        var whileTwoRun = _workshop.Backend.Starts.Count;
        _workshop.Options.MaxProcesses = 3;
        foreach (var fold in (await _workshop.FoldsAsync(campaign.Id, Stop)).Where(x => x.State == FoldState.Running))
            _workshop.Backend.Jobs[fold.Id] = ClusterReport.Ended(1);
        await StartAsync();
        await StartAsync();

        Assert.Equal((2, 2), (inPairs, whileTwoRun));
        var alone = await _workshop.OnlyFoldAsync(large.Id, Stop);
        Assert.Equal((FoldState.Running, 3), (alone.State, _workshop.Backend.Starts.Count));
    }

    [Fact]
    public async Task A_small_campaign_does_not_wait_for_a_large_one()
    {
        _workshop.Options.MaxRunning = 1;
        var large = await _workshop.CampaignAsync(5, Stop);
        await _workshop.OrderAllAsync(large.Id, Stop);
        await StartOneAndFinishItAsync();
        _workshop.Clock.Advance(TimeSpan.FromMinutes(1));
        var small = await _workshop.CampaignAsync(1, Stop);
        await _workshop.OrderAllAsync(small.Id, Stop);

        await StartOneAndFinishItAsync();

        var fold = await _workshop.OnlyFoldAsync(small.Id, Stop);
        Assert.Equal(fold.Id, _workshop.Backend.Starts[^1]);
    }

    [Fact]
    public async Task Request_holds_what_the_complex_consists_of()
    {
        var fold = await _workshop.RunningAsync(Stop);

        var request = Assert.Single(_workshop.Backend.Requests);
        Assert.Equal(fold.Id.ToString(), request.Id);
        Assert.Equal("MVLS", Assert.Single(request.Chains).Sequence);
    }

    [Fact]
    public async Task Progress_is_seen_and_a_sweep_without_news_writes_nothing()
    {
        var fold = await _workshop.RunningAsync(Stop);
        File.WriteAllText(_workshop.FolderOf(fold).Progress, """{"time":"2026-03-01T12:00:00+00:00","stage":"Sampling","step":7,"of":20,"message":"step 7"}""" + "\n");

        await _workshop.SweepAsync(Stop);
        var seen = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        await _workshop.SweepAsync(Stop);
        var later = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);

        Assert.Equal(("Sampling", 7, 20, "step 7"), (seen.Stage, seen.Step, seen.Of, seen.Message));
        Assert.Equal(seen.RowVersion, later.RowVersion);
    }

    [Fact]
    public async Task A_row_that_cannot_be_looked_at_says_why_and_holds_up_no_other()
    {
        var (poisoned, healthy) = (await _workshop.RunningAsync(Stop), await _workshop.RunningAsync(Stop));
        string progress = _workshop.FolderOf(poisoned).Progress;
        Directory.CreateDirectory(progress);
        _workshop.FinishRun(healthy);

        await _workshop.SweepAsync(Stop);
        var troubled = await _workshop.OnlyFoldAsync(poisoned.CampaignId, Stop);
        Directory.Delete(progress);
        await _workshop.SweepAsync(Stop);

        Assert.Equal(FoldState.Collecting, (await _workshop.OnlyFoldAsync(healthy.CampaignId, Stop)).State);
        Assert.Equal(FoldState.Running, troubled.State);
        Assert.Contains("progress.jsonl", troubled.Trouble);
        Assert.Null((await _workshop.OnlyFoldAsync(poisoned.CampaignId, Stop)).Trouble);
    }

    [Fact]
    public async Task A_killed_engine_fails_its_fold_with_the_reason()
    {
        var fold = await _workshop.RunningAsync(Stop);
        File.WriteAllText(_workshop.FolderOf(fold).Progress, """{"time":"2026-03-01T12:00:00+00:00","stage":"Sampling","step":12,"of":20,"message":"x"}""" + "\n");
        _workshop.Backend.Jobs[fold.Id] = ClusterReport.Ended(137);

        await _workshop.SweepAsync(Stop);

        var failed = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        Assert.Equal(FoldState.Failed, failed.State);
        Assert.Equal("The engine process was killed (signal 9; the system does this when memory runs out) during Sampling, step 12 of 20; nothing is lost, fold it again.", failed.Reason);
    }

    [Fact]
    public async Task A_reason_that_cannot_be_read_ends_the_fold_too()
    {
        var fold = await _workshop.RunningAsync(Stop);
        File.WriteAllText(_workshop.FolderOf(fold).Failed, "{\"surprise\": 1}");

        await _workshop.SweepAsync(Stop);

        Assert.Contains("its reason cannot be read", (await _workshop.OnlyFoldAsync(fold.CampaignId, Stop)).Reason);
    }

    [Fact]
    public async Task An_unreachable_back_end_changes_nothing()
    {
        var fold = await _workshop.RunningAsync(Stop);
        _workshop.Backend.IsReachable = false;

        await Assert.ThrowsAsync<ClusterUnreachableException>(() => _workshop.SweepAsync(Stop));

        Assert.Equal(FoldState.Running, (await _workshop.OnlyFoldAsync(fold.CampaignId, Stop)).State);
    }

    [Fact]
    public async Task A_fold_whose_engine_cannot_be_looked_after_says_so_and_runs_on()
    {
        var (unclear, healthy) = (await _workshop.RunningAsync(Stop), await _workshop.RunningAsync(Stop));
        _workshop.Backend.Jobs[unclear.Id] = ClusterReport.Unknown("exit_code is a folder.");
        _workshop.FinishRun(healthy);

        await _workshop.SweepAsync(Stop);

        var troubled = await _workshop.OnlyFoldAsync(unclear.CampaignId, Stop);
        Assert.Equal((FoldState.Running, "The engine cannot be looked after. exit_code is a folder."), (troubled.State, troubled.Trouble));
        Assert.Equal(FoldState.Collecting, (await _workshop.OnlyFoldAsync(healthy.CampaignId, Stop)).State);
    }

    [Fact]
    public async Task Waiting_folds_are_cancelled_at_once_and_running_ones_are_asked_until_they_end()
    {
        _workshop.Options.MaxRunning = 1;
        var campaign = await _workshop.CampaignAsync(3, Stop);
        await _workshop.OrderAllAsync(campaign.Id, Stop);
        await _workshop.SweepAsync(Stop);
        await _workshop.RunStepsAsync(Stop);

        int asked = await _workshop.Orders.CancelAsync(campaign.Id, all => all, Stop);
        await _workshop.SweepAsync(Stop);
        var running = Assert.Single(await _workshop.FoldsAsync(campaign.Id, Stop), x => x.State == FoldState.Running);
        _workshop.Clock.Advance(TimeSpan.FromSeconds(7));
        await _workshop.SweepAsync(Stop);

        Assert.Equal(3, asked);
        Assert.Equal(TimeSpan.FromSeconds(7), _workshop.Backend.Cancels[running.Id]);
        _workshop.Backend.Jobs[running.Id] = ClusterReport.Ended(143);
        await _workshop.SweepAsync(Stop);
        Assert.All(await _workshop.FoldsAsync(campaign.Id, Stop), x => Assert.Equal(FoldState.Cancelled, x.State));
    }

    [Fact]
    public async Task A_fold_that_is_cancelled_while_it_is_prepared_never_starts()
    {
        var campaign = await _workshop.CampaignAsync(1, Stop);
        await _workshop.OrderAllAsync(campaign.Id, Stop);
        await _workshop.SweepAsync(Stop);
        await _workshop.Orders.CancelAsync(campaign.Id, all => all, Stop);

        await _workshop.RunStepsAsync(Stop);

        Assert.Equal(FoldState.Cancelled, (await _workshop.OnlyFoldAsync(campaign.Id, Stop)).State);
        Assert.Empty(_workshop.Backend.Starts);
    }

    [Fact]
    public async Task A_step_that_got_lost_is_handed_out_again_when_its_lease_is_over()
    {
        var campaign = await _workshop.CampaignAsync(1, Stop);
        await _workshop.OrderAllAsync(campaign.Id, Stop);
        await _workshop.SweepAsync(Stop);
        _workshop.Jobs.Lose();

        await _workshop.SweepAsync(Stop);
        Assert.Equal(0, _workshop.Jobs.Count);

        _workshop.Clock.Advance(FoldSteps.Lease);
        await _workshop.SweepAsync(Stop);
        Assert.Equal(1, _workshop.Jobs.Count);
    }

    public ValueTask DisposeAsync() => _workshop.DisposeAsync();

    private async Task StartAsync()
    {
        await _workshop.SweepAsync(Stop);
        await _workshop.RunStepsAsync(Stop);
    }

    private async Task StartOneAndFinishItAsync()
    {
        await StartAsync();
        await using var db = database.CreateDbContext();
        var started = await db.Folds.SingleAsync(x => x.State == FoldState.Running, Stop);
        RunFolder.Write(_workshop.FolderOf(started).Failed, new FoldFailed { FailedAt = SomeFold.Now, Stage = FoldStage.Start, Rank = 0, Kind = FailureKind.Internal, Cause = "test" }, ContractJson.Default.FoldFailed);
        await _workshop.SweepAsync(Stop);
    }
}
