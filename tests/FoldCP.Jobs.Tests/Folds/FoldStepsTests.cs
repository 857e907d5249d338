using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class FoldStepsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly Workshop _workshop = new(database) { Options = { MaxRunning = 100 } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_result_is_stored_and_the_run_folder_keeps_only_the_small_files()
    {
        var fold = await CollectingAsync();
        File.WriteAllText(_workshop.FolderOf(fold).Log, "said the engine");

        await _workshop.RunStepsAsync(Stop);

        var done = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        await using var db = database.CreateDbContext();
        Assert.Equal((FoldState.Done, false, 4.2), (done.State, done.Trained, done.Seconds));
        Assert.Equal(["confidence_0.json", "structure_0.cif"], await db.Artefacts.Where(x => x.FoldId == fold.Id).Select(x => x.FileName).Order().ToListAsync(Stop));
        Assert.Equal(0.8, (await db.Scores.SingleAsync(x => x.FoldId == fold.Id, Stop)).ConfidenceScore);
        Assert.False(Directory.Exists(_workshop.FolderOf(fold).Results));
        Assert.True(File.Exists(_workshop.FolderOf(fold).Log));
    }

    [Fact]
    public async Task A_result_that_was_changed_fails_the_fold_and_leaves_no_rows()
    {
        var fold = await CollectingAsync();
        File.WriteAllText(Path.Combine(_workshop.FolderOf(fold).Results, "confidence_0.json"), "[]");

        await _workshop.RunStepsAsync(Stop);

        var failed = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        await using var db = database.CreateDbContext();
        Assert.Equal(FoldState.Failed, failed.State);
        Assert.Contains("results/confidence_0.json has the SHA-256", failed.Reason);
        Assert.False(await db.Artefacts.AnyAsync(x => x.FoldId == fold.Id, Stop));
        Assert.True(Directory.Exists(_workshop.FolderOf(fold).Results));
    }

    [Fact]
    public async Task A_result_that_cannot_be_read_fails_the_fold()
    {
        var fold = await CollectingAsync();
        File.WriteAllText(_workshop.FolderOf(fold).Done, "{");

        await _workshop.RunStepsAsync(Stop);

        Assert.Contains("The engine's result cannot be read", (await _workshop.OnlyFoldAsync(fold.CampaignId, Stop)).Reason);
    }

    [Fact]
    public async Task A_refusal_of_the_back_end_is_told_to_the_user()
    {
        _workshop.Backend.Answer = new ClusterRefusedException("This needs 16 GPUs and there are 8.");
        var fold = await PreparingAsync();

        await _workshop.RunStepsAsync(Stop);

        var failed = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        Assert.Equal((FoldState.Failed, "This needs 16 GPUs and there are 8."), (failed.State, failed.Reason));
    }

    [Fact]
    public async Task An_unreachable_back_end_is_asked_again_for_ever()
    {
        _workshop.Backend.Answer = new ClusterUnreachableException("no answer from the cluster");
        var fold = await PreparingAsync();

        for (int i = 0; i < 10; i++)
            await TryAsync<ClusterUnreachableException>();
        var waiting = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        _workshop.Backend.Answer = null;
        await _workshop.RunStepsAsync(Stop);

        Assert.Equal((FoldState.Preparing, "no answer from the cluster"), (waiting.State, waiting.Trouble));
        Assert.Equal(FoldState.Running, (await _workshop.OnlyFoldAsync(fold.CampaignId, Stop)).State);
    }

    [Fact]
    public async Task A_mistake_of_ours_does_not_block_the_queue_for_ever()
    {
        _workshop.Backend.Answer = new InvalidOperationException("we are wrong");
        var fold = await PreparingAsync();

        for (int i = 0; i < FoldSetbacks.MishapsBorne; i++)
            await TryAsync<InvalidOperationException>();

        var failed = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        Assert.Equal((FoldState.Failed, "It could not be started: we are wrong"), (failed.State, failed.Reason));
    }

    [Fact]
    public async Task A_job_that_could_not_be_handed_out_says_what_hindered_it()
    {
        _workshop.Backend.Answer = new BackgroundJobClientException("Background job creation failed.", new TimeoutException("the queue is locked"));
        var fold = await PreparingAsync();

        await TryAsync<BackgroundJobClientException>();

        var waiting = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        Assert.Equal((FoldState.Preparing, "the queue is locked", 0), (waiting.State, waiting.Trouble, waiting.Mishaps));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task An_attempt_with_the_same_settings_gets_what_a_failed_one_had_computed(long seed, bool isTakenOver)
    {
        var failed = await _workshop.RunningAsync(Stop);
        var before = _workshop.FolderOf(failed);
        Directory.CreateDirectory(before.Checkpoints);
        File.WriteAllText(Path.Combine(before.Checkpoints, "Trunk.safetensors"), "what it had");
        _workshop.Backend.Jobs[failed.Id] = ClusterReport.Ended(137);
        await _workshop.SweepAsync(Stop);
        Assert.True(before.HasCheckpoint());

        await _workshop.Orders.AddAsync(failed.CampaignId, all => all, FoldSettings.Default with { Seed = seed }, ranks: 3, Workshop.Person, Stop);
        await _workshop.SweepAsync(Stop);
        await _workshop.RunStepsAsync(Stop);

        var again = (await _workshop.FoldsAsync(failed.CampaignId, Stop)).MaxBy(fold => fold.Attempt)!;
        Assert.Equal((FoldState.Running, 2, 3), (again.State, again.Attempt, again.Ranks));
        Assert.Equal(isTakenOver, _workshop.FolderOf(again).HasCheckpoint());
        Assert.Equal(!isTakenOver, before.HasCheckpoint());
    }

    [Fact]
    public async Task A_step_leaves_what_another_server_is_at()
    {
        var fold = await PreparingAsync();
        await using var db = database.CreateDbContext();
        await using var turn = await db.Database.BeginTransactionAsync(Stop);
        Assert.True(await db.TryTakeTurnAsync(fold.Id, Stop));

        await _workshop.RunStepsAsync(Stop);

        Assert.Empty(_workshop.Backend.Starts);
    }

    [Fact]
    public async Task A_step_that_takes_longer_than_its_lease_is_left_to_whoever_is_at_it()
    {
        var fold = await CollectingAsync();
        await using var db = database.CreateDbContext();
        await using var slow = await db.Database.BeginTransactionAsync(Stop);
        await db.TakeTurnAsync(fold.Id, Stop);
        var before = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        _workshop.Jobs.Lose();

        _workshop.Clock.Advance(FoldSteps.Lease * 3);
        await _workshop.SweepAsync(Stop);
        await _workshop.SweepAsync(Stop, afterDeath: true);

        Assert.Equal(0, _workshop.Jobs.Count);
        Assert.Equal(before.RowVersion, (await _workshop.OnlyFoldAsync(fold.CampaignId, Stop)).RowVersion);
        await slow.RollbackAsync(Stop);
        await _workshop.SweepAsync(Stop);
        await _workshop.RunStepsAsync(Stop);
        Assert.Equal(FoldState.Done, (await _workshop.OnlyFoldAsync(fold.CampaignId, Stop)).State);
    }

    public ValueTask DisposeAsync() => _workshop.DisposeAsync();

    private async Task<Fold> PreparingAsync()
    {
        var campaign = await _workshop.CampaignAsync(1, Stop);
        await _workshop.OrderAllAsync(campaign.Id, Stop);
        await _workshop.SweepAsync(Stop);
        return await _workshop.OnlyFoldAsync(campaign.Id, Stop);
    }

    private async Task<Fold> CollectingAsync()
    {
        var fold = await _workshop.RunningAsync(Stop);
        _workshop.FinishRun(fold);
        await _workshop.SweepAsync(Stop);
        return fold;
    }

    /// <summary>Runs the step, and hands it out again when it is due.</summary>
    private async Task TryAsync<T>() where T : Exception
    {
        await Assert.ThrowsAsync<T>(() => _workshop.RunStepsAsync(Stop));
        _workshop.Clock.Advance(FoldSteps.Lease);
        await _workshop.SweepAsync(Stop);
    }
}
