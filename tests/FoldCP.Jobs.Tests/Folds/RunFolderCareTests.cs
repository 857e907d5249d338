using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Folds;
using FoldCP.Tests;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class RunFolderCareTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly Workshop _workshop = new(database);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Checkpoints_of_a_failed_fold_that_nobody_goes_on_with_are_removed_after_their_days()
    {
        _workshop.Options.KeepCheckpointsDays = 3;
        var old = await FailedAsync();
        _workshop.Clock.Advance(TimeSpan.FromDays(2.5));
        var young = await FailedAsync();
        var running = await _workshop.RunningAsync(Stop);
        LeaveCheckpoint(running);
        _workshop.Clock.Advance(TimeSpan.FromDays(1));

        await _workshop.Care.TidyAsync(Stop);

        Assert.Equal((false, true, true), (Has(old), Has(young), Has(running)));
        Assert.True(File.Exists(_workshop.FolderOf(old).Request));
    }

    public ValueTask DisposeAsync() => _workshop.DisposeAsync();

    private async Task<Fold> FailedAsync()
    {
        var fold = await _workshop.RunningAsync(Stop);
        LeaveCheckpoint(fold);
        _workshop.Backend.Jobs[fold.Id] = ClusterReport.Ended(1);
        await _workshop.SweepAsync(Stop);
        Assert.Equal(FoldState.Failed, (await _workshop.OnlyFoldAsync(fold.CampaignId, Stop)).State);
        return fold;
    }

    private void LeaveCheckpoint(Fold fold)
    {
        string folder = _workshop.FolderOf(fold).Checkpoints;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "trunk.safetensors"), "");
    }

    private bool Has(Fold fold) => _workshop.FolderOf(fold).HasCheckpoint();
}
