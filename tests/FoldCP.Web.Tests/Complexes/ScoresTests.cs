using FoldCP.Jobs.Results;
using FoldCP.Web.Complexes;
using Xunit;

namespace FoldCP.Web.Tests.Complexes;

public sealed class ScoresTests
{
    private static readonly SampleScore s_sample = new()
    {
        ConfidenceScore = 0.6441,
        Ptm = 0.61,
        Iptm = 0.43,
        ComplexPlddt = 0.7123,
        ComplexIplddt = 0.66,
        ComplexPde = 3.21,
        ComplexIpde = 7.96,
    };

    [Fact]
    public void Scores_have_their_usual_scales_units_and_directions()
    {
        var scores = Scores.Of(s_sample, chains: 2);

        Assert.Equal(["0.644", "71.2", "66.0", "0.610", "0.430", "3.2", "8.0"], scores.Select(x => x.Value));
        Assert.Equal(["Complex PDE", "Interface PDE"], scores.Where(x => x.Unit == "Å").Select(x => x.Name));
        Assert.All(scores, x => Assert.Matches("(higher|Lower) is better", x.Meaning));
    }

    [Fact]
    public void A_single_chain_has_no_interface_scores_and_says_why()
    {
        var scores = Scores.Of(s_sample, chains: 1);

        Assert.Equal(["Interface pLDDT", "ipTM", "Interface PDE"], scores.Where(x => x.Value is null).Select(x => x.Name));
        Assert.All(scores.Where(x => x.Value is null), x => Assert.Equal("a single chain has no interface", x.WhyNot));
    }
}
