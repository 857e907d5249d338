using FoldCP.Jobs.Folds;
using FoldCP.Web.Campaigns;
using Xunit;

namespace FoldCP.Web.Tests.Campaigns;

public sealed class FoldFormTests
{
    [Fact]
    public void An_untouched_form_asks_for_the_defaults()
        => Assert.Equal(FoldSettings.Default, new FoldForm().ToSettings());

    [Theory]
    [InlineData(null, null)]
    [InlineData(4, null)]
    [InlineData(0, "Processes: a whole number from 1 to 4.")]
    [InlineData(5, "Processes: a whole number from 1 to 4.")]
    public void Processes_are_the_planners_choice_or_as_many_as_there_may_be(int? ranks, string? fault)
        => Assert.Equal(fault, new FoldForm { MostRanks = 4, Ranks = ranks }.Fault);

    [Theory]
    [InlineData(-1L, 1, 200, 3, "The seed is a whole number, 0 or more.")]
    [InlineData(null, 1, 200, 3, "The seed is a whole number, 0 or more.")]
    [InlineData(1L, 0, 200, 3, "Samples: a whole number from 1 to 25.")]
    [InlineData(1L, 26, 200, 3, "Samples: a whole number from 1 to 25.")]
    [InlineData(1L, 1, null, 3, "Sampling steps: a whole number from 2 to 1000.")]
    [InlineData(1L, 1, 1, 3, "Sampling steps: a whole number from 2 to 1000.")]
    [InlineData(1L, 1, 200, 21, "Recycling steps: a whole number from 0 to 20.")]
    public void What_is_out_of_bounds_is_named_with_its_bounds(long? seed, int? samples, int? steps, int? recycling, string fault)
    {
        var form = new FoldForm { Seed = seed, Samples = samples, SamplingSteps = steps, RecyclingSteps = recycling };

        Assert.Equal(fault, form.Fault);
        Assert.Throws<InvalidOperationException>(form.ToSettings);
    }
}
