using Bunit;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame.States;
using Xunit;

namespace FoldCP.Web.Tests.Frame;

public sealed class StateTests : BunitContext
{
    private static readonly StateBalance s_mixed = new(new Dictionary<ComplexState, int>
    {
        [ComplexState.Ready] = 3,
        [ComplexState.Failed] = 1,
        [ComplexState.Done] = 7,
        [ComplexState.Running] = 2,
        [ComplexState.Queued] = 0,
    });

    [Fact]
    public void Every_state_has_a_word_a_drawing_and_a_colour_of_the_token_file()
    {
        var tokens = File.ReadAllText(Repository.PathOf("wwwroot/css/tokens.css"));

        Assert.Equal(Enum.GetValues<ComplexState>().Order(), StateLook.Order.Order());
        Assert.All(StateLook.Order, state => Assert.Contains($"--{StateLook.Of(state).Colour}-tint:", tokens));
        Assert.All(StateLook.Order, state => Assert.Contains($"--{StateLook.Of(state).Colour}-solid:", tokens));
        Assert.Distinct(StateLook.Order.Select(state => StateLook.Of(state).Word));
        Assert.Distinct(StateLook.Order.Select(state => StateLook.Of(state).Glyph));
    }

    [Theory]
    [InlineData(null, Readiness.Ready, ComplexState.Ready)]
    [InlineData(null, Readiness.MissingSequences, ComplexState.MissingSequences)]
    [InlineData(FoldState.Failed, Readiness.Ready, ComplexState.Failed)]
    [InlineData(FoldState.Done, Readiness.MissingSequences, ComplexState.Done)]
    public void A_complex_shows_its_latest_fold_before_its_readiness(FoldState? fold, Readiness readiness, ComplexState shown)
        => Assert.Equal(shown, ComplexStates.Of(fold, readiness));

    [Fact]
    public void A_chip_says_its_state_in_a_word_and_what_stands_with_it()
    {
        var chip = Render<StateChip>(x => x.Add(y => y.State, ComplexState.Running).AddChildContent("40 of 200"));

        Assert.Contains("Running", chip.Markup);
        Assert.Contains("40 of 200", chip.Markup);
        Assert.NotEmpty(chip.FindAll("svg"));
    }

    [Fact]
    public void A_bar_has_a_part_for_each_state_that_occurs_as_wide_as_its_count()
    {
        var bar = Render<StackedStateBar>(x => x.Add(y => y.Balance, s_mixed));

        Assert.Equal(["flex-grow: 7", "flex-grow: 2", "flex-grow: 1", "flex-grow: 3"], bar.FindAll(".bar > span").Select(x => x.GetAttribute("style")));
        Assert.Equal("7 done, 2 running, 1 failed, 3 ready", bar.Find(".bar").GetAttribute("aria-label"));
    }

    [Fact]
    public void A_legend_leads_to_the_complexes_of_each_state()
    {
        var bar = Render<StackedStateBar>(x => x.Add(y => y.Balance, s_mixed).Add(y => y.Legend, true).Add(y => y.Href, state => $"/there?state={state}"));

        Assert.Equal(["/there?state=Done", "/there?state=Running", "/there?state=Failed", "/there?state=Ready"], bar.FindAll(".legend a").Select(x => x.GetAttribute("href")));
    }

    [Theory]
    [InlineData(null, 0, 0, 0)]
    [InlineData("Start", 0, 0, 0)]
    [InlineData("Sampling", 100, 200, 58)]
    [InlineData("Output", 1, 1, 100)]
    public void Progress_counts_whole_stages_and_the_part_of_the_current_one(string? stage, int step, int of, int percent)
    {
        var track = Render<StageTrack>(x => x.Add(y => y.Stage, stage).Add(y => y.Step, step).Add(y => y.Of, of));

        Assert.Equal(percent.ToString(System.Globalization.CultureInfo.InvariantCulture), track.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
    }
}
