using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class FoldOrdersTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly Workshop _workshop = new(database) { Options = { MaxRunning = 100 } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_cannot_be_queued_is_accounted_for()
    {
        var campaign = await _workshop.CampaignAsync(3, Stop);
        await using var db = database.CreateDbContext();
        db.Add(Workshop.ComplexOf(campaign, "CPX-no-sequence", sequence: null));
        db.Add(Workshop.ComplexOf(campaign, "CPX-rna", sequence: null, SubunitKind.NucleicAcid));
        await db.SaveChangesAsync(Stop);
        await _workshop.Orders.AddAsync(campaign.Id, all => all.Where(x => x.Complex.ExternalId == "CPX-0"), FoldSettings.Default, ranks: null, Workshop.Person, Stop);

        var account = await _workshop.OrderAllAsync(campaign.Id, Stop);

        Assert.Equal((5, 2), (account.Asked, account.Queued));
        Assert.Equal(
            ["MissingSequences 1 CPX-no-sequence", "Unsupported 1 CPX-rna", "InWork 1 CPX-0"],
            account.Skipped.Select(x => $"{x.Reason} {x.Count} {string.Join(' ', x.Examples)}"));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(3, 3)]
    public async Task Ranks_are_planned_unless_somebody_says_otherwise(int? asked, int ranks)
    {
        var campaign = await _workshop.CampaignAsync(1, Stop);

        var account = await _workshop.Orders.AddAsync(campaign.Id, all => all, FoldSettings.Default, asked, Workshop.Person, Stop);

        Assert.Equal(ranks, account.Largest!.Ranks);
        Assert.Equal(ranks, (await _workshop.OnlyFoldAsync(campaign.Id, Stop)).Ranks);
    }

    [Fact]
    public async Task Folding_again_makes_a_new_attempt_that_is_the_latest()
    {
        var fold = await DoneAsync();

        var same = await _workshop.OrderAllAsync(fold.CampaignId, Stop);
        var other = await _workshop.Orders.AddAsync(fold.CampaignId, all => all, FoldSettings.Default with { Seed = 2 }, ranks: null, Workshop.Person, Stop);

        Assert.Equal(SkipReason.SameResult, Assert.Single(same.Skipped).Reason);
        Assert.Equal(1, other.Queued);
        await using var db = database.CreateDbContext();
        var row = await db.ComplexesWithFolds(fold.CampaignId).SingleAsync(Stop);
        Assert.Equal((2, FoldState.Queued, 2L), (row.Fold!.Attempt, row.Fold.State, row.Fold.Seed));
        Assert.Null(row.Best);
    }

    [Fact]
    public async Task A_complex_comes_with_its_latest_fold_and_best_scores()
    {
        var fold = await DoneAsync();

        await using var db = database.CreateDbContext();
        var row = await db.ComplexesWithFolds(fold.CampaignId).Where(x => x.Fold!.State == FoldState.Done && x.Best!.Iptm > 0.5).SingleAsync(Stop);

        Assert.Equal((fold.Id, 0.8), (row.Fold!.Id, row.Best!.ConfidenceScore));
    }

    [Fact]
    public async Task Two_people_who_order_at_once_queue_each_complex_once()
    {
        var campaign = await _workshop.CampaignAsync(50, Stop);

        var accounts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _workshop.OrderAllAsync(campaign.Id, Stop)));

        Assert.Equal(50, accounts.Sum(x => x.Queued));
        Assert.Equal(50, (await _workshop.FoldsAsync(campaign.Id, Stop)).Count);
    }

    [Fact]
    public async Task Thousands_are_queued_in_one_transaction()
    {
        var campaign = await _workshop.CampaignAsync(3600, Stop);
        _workshop.Fate.StrikeAt(1);
        await Assert.ThrowsAsync<PowerCutException>(() => _workshop.OrderAllAsync(campaign.Id, Stop));
        Assert.Empty(await _workshop.FoldsAsync(campaign.Id, Stop));

        var account = await _workshop.OrderAllAsync(campaign.Id, Stop);
        int cancelled = await _workshop.Orders.CancelAsync(campaign.Id, all => all, Stop);

        Assert.Equal((3600, 3600), (account.Queued, cancelled));
    }

    [Fact]
    public async Task A_request_to_cancel_stands_in_the_history_and_counts_once()
    {
        var fold = await _workshop.RunningAsync(Stop);

        int first = await _workshop.Orders.CancelAsync(fold.CampaignId, all => all, Stop);
        int second = await _workshop.Orders.CancelAsync(fold.CampaignId, all => all, Stop);

        var asked = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        Assert.Equal((1, 0), (first, second));
        Assert.Equal((FoldState.Running, "Somebody asked to cancel it."), (asked.History[^1].State, asked.History[^1].Reason));
        Assert.Equal(asked.CancelAskedAt, asked.History[^1].At);
    }

    [Fact]
    public async Task A_request_to_cancel_and_a_move_at_once_lose_neither()
    {
        var fold = await _workshop.RunningAsync(Stop);
        await using var db = database.CreateDbContext();
        await using var moving = await db.Database.BeginTransactionAsync(Stop);
        (await db.Folds.SingleAsync(x => x.Id == fold.Id, Stop)).Report("Sampling", 1, 2, "step 1");
        await db.SaveChangesAsync(Stop);

        var cancelling = _workshop.Orders.CancelAsync(fold.CampaignId, all => all, Stop);
        await Until.TrueAsync(async () => await _workshop.WaitersAsync(Stop) == 1, Stop);
        await moving.CommitAsync(Stop);

        Assert.Equal(1, await cancelling);
        var both = await _workshop.OnlyFoldAsync(fold.CampaignId, Stop);
        Assert.Equal(("step 1", true), (both.Message, both.CancelAskedAt is not null));
    }

    public ValueTask DisposeAsync() => _workshop.DisposeAsync();

    private async Task<Fold> DoneAsync()
    {
        var fold = await _workshop.RunningAsync(Stop);
        _workshop.FinishRun(fold);
        await _workshop.SweepAsync(Stop);
        await _workshop.RunStepsAsync(Stop);
        return fold;
    }
}
