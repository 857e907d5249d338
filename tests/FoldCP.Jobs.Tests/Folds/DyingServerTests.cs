using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Tests.Folds;

/// <summary>A fold is led from order to result while the server dies between every two effects in turn; nothing is lost or done twice.</summary>
public sealed class DyingServerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    public async Task A_server_may_die_anywhere(bool stepsAreLost, int timesEachStepRuns)
    {
        for (int moment = 0; ; moment++)
        {
            await using var workshop = new Workshop(database);
            var campaign = await workshop.CampaignAsync(1, Stop);
            await workshop.OrderAllAsync(campaign.Id, Stop);
            workshop.Fate.StrikeAt(moment);

            var fold = await LeadToItsEndAsync(workshop, campaign.Id, stepsAreLost, timesEachStepRuns);

            string when = workshop.Fate.Moments[Math.Min(moment, workshop.Fate.Moments.Count - 1)];
            Assert.True(fold.State == FoldState.Done, $"{moment}, {when}: {fold.State} {fold.Reason} {fold.Trouble}");
            Assert.Equal("Queued Preparing Running Collecting Done", string.Join(' ', fold.History.Select(x => x.State)));
            Assert.Equal([fold.Id], workshop.Backend.Starts);
            await using var db = database.CreateDbContext();
            Assert.Equal(2, await db.Artefacts.CountAsync(x => x.FoldId == fold.Id, Stop));
            Assert.Equal(1, await db.Scores.CountAsync(x => x.FoldId == fold.Id, Stop));
            if (!workshop.Fate.HasStruck)
            {
                Assert.True(moment > 15, $"Only {moment} moments were tried.");
                return;
            }
        }
    }

    private static async Task<Fold> LeadToItsEndAsync(Workshop workshop, Guid campaignId, bool stepsAreLost, int times)
    {
        bool restarted = false;
        for (int round = 0; round < 10; round++)
        {
            try
            {
                await workshop.SweepAsync(Stop, afterDeath: restarted);
                restarted = false;
                await workshop.RunStepsAsync(Stop, times);
            }
            catch (PowerCutException)
            {
                restarted = true;
                if (stepsAreLost)
                    workshop.Jobs.Lose();
            }

            var fold = await workshop.OnlyFoldAsync(campaignId, Stop);
            if (fold.HasEnded)
                return fold;
            if (fold.State == FoldState.Running && !File.Exists(workshop.FolderOf(fold).Done))
                workshop.FinishRun(fold);
        }
        return await workshop.OnlyFoldAsync(campaignId, Stop);
    }
}
