using FoldCP.Jobs.Folds;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class FoldTurnsTests
{
    private static readonly DateTimeOffset s_now = SomeFold.Now;

    [Fact]
    public void The_campaign_with_the_fewest_folds_in_work_is_next()
    {
        var (busy, idle) = (Share(inWork: 2, lastStart: s_now.AddHours(-5)), Share(inWork: 1, lastStart: s_now));

        Assert.Equal(idle, FoldTurns.NextOf([busy, idle]));
    }

    [Fact]
    public void Among_equals_the_one_that_has_waited_longest_is_next()
    {
        var (recent, earlier, never) = (Share(0, s_now), Share(0, s_now.AddHours(-1)), Share(0, null));

        Assert.Equal(never, FoldTurns.NextOf([recent, earlier, never]));
        Assert.Equal(earlier, FoldTurns.NextOf([recent, earlier]));
    }

    [Fact]
    public void Nothing_waiting_means_nobody_is_next() => Assert.Null(FoldTurns.NextOf([]));

    private static CampaignShare Share(int inWork, DateTimeOffset? lastStart) => new(Guid.CreateVersion7(), inWork, lastStart, s_now);
}
