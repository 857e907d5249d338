using FoldCP.Contract.Planning;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Folds;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class RankPlannerTests
{
    [Theory]
    [InlineData(4, 40, null, 1, "one is done within a minute")]
    [InlineData(4, 2_000, null, 4, "the quickest of up to 4")]
    [InlineData(4, 300_000, null, 1, "it fits on no number of them")]
    [InlineData(1, 2_000, null, 1, "this computer lends one")]
    [InlineData(4, 200, 3, 3, "as asked")]
    [InlineData(4, 200, 9, 4, "as asked")]
    [InlineData(4, 2, 4, 2, "as asked")]
    public void Ranks_are_chosen_by_the_size_of_the_complex(int most, int tokens, int? asked, int ranks, string why)
    {
        var choice = PlannerOf(most).For(tokens, FoldSettings.Default, asked);

        Assert.Equal((ranks, why), (choice.Ranks, choice.Why));
    }

    [Fact]
    public void More_ranks_take_less_memory_each()
        => Assert.True(PlannerOf(4).For(2_000, FoldSettings.Default, 4).BytesEach < PlannerOf(4).For(2_000, FoldSettings.Default, 1).BytesEach);

    [Fact]
    public void Ranks_that_would_share_a_processor_are_not_chosen()
    {
        var choice = PlannerOf(4, processors: 2).For(2_000, FoldSettings.Default, asked: null);

        Assert.Equal((2, "the quickest of up to 4 on 2 processors"), (choice.Ranks, choice.Why));
    }

    private static RankPlanner PlannerOf(int most, int processors = 4)
        => new(Options.Create(new EngineOptions { MostRanks = most }), Calibration.BuiltIn, new PlanningMachine(processors, 64e9));
}
