using Bunit;
using FoldCP.Contract;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Complexes;
using FoldCP.Web.Frame.States;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FoldCP.Web.Tests.Complexes;

/// <summary>A complex that has a structure and is folded again.</summary>
public sealed class RefoldTests : BunitContext
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);

    private readonly Complex _complex = new(Guid.CreateVersion7(), "CPX-1", "a complex", line: 2);
    private int _cancelled;

    public RefoldTests() => Services.AddSingleton<TimeProvider>(new FakeTimeProvider(s_now));

    [Fact]
    public async Task Its_progress_is_shown_and_it_can_be_stopped()
    {
        var (done, again) = (Done(), Running(attempt: 2));
        again.Report("Sampling", 40, 200, "Placing atoms");
        var shown = Show(done, again);

        await shown.Find("button").ClickAsync(new());

        Assert.Contains("Attempt 2: running, Sampling 40 of 200", shown.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(shown.FindComponents<StageTrack>());
        Assert.Equal(1, _cancelled);
    }

    [Fact]
    public void An_engine_that_fell_silent_is_told()
    {
        var (done, again) = (Done(), Running(attempt: 2));
        again.FallSilent(s_now - TimeSpan.FromMinutes(2));

        var shown = Show(done, again);

        Assert.Contains("Nothing was heard from the engine since", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_only_stored_any_more_offers_no_button_without_effect()
    {
        var collecting = Running(attempt: 1);
        collecting.Collect(s_now, s_lease);

        var beside = Show(Done(), collecting);
        var alone = Render<FoldStatus>(x => x.Add(status => status.View, View(collecting)));

        Assert.Empty(beside.FindAll("button"));
        Assert.Empty(alone.FindAll("button"));
        Assert.Single(Render<FoldStatus>(x => x.Add(status => status.View, View(Running(attempt: 1)))).FindAll("button"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_says_why_how_far_it_came_and_whether_it_can_go_on_from_there(bool canResume)
    {
        var failed = Running(attempt: 1);
        failed.Report("Sampling", 40, 200, "Placing atoms");
        failed.Fail("On rank 3 of 4, counted from 0: there is not enough memory.", s_now);
        int resumed = 0;

        var shown = Render<FoldStatus>(x => x.Add(status => status.View, View(failed)).Add(status => status.CanResume, canResume)
            .Add(status => status.ResumeAsked, EventCallback.Factory.Create(this, () => resumed++)));

        Assert.Contains("On rank 3 of 4", shown.Find(".reason").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("It came to Sampling, step 40 of 200", shown.Find("[data-testid=ended-at]").TextContent, StringComparison.Ordinal);
        Assert.Equal(canResume ? 1 : 0, shown.FindAll("[data-testid=resume]").Count);
        foreach (var button in shown.FindAll("[data-testid=resume]"))
            await button.ClickAsync(new());
        Assert.Equal(canResume ? 1 : 0, resumed);
    }

    private IRenderedComponent<LaterAttempt> Show(Fold shown, Fold latest) => Render<LaterAttempt>(x => x
        .Add(note => note.View, View(latest, shown)).Add(note => note.Shown, shown)
        .Add(note => note.CancelAsked, EventCallback.Factory.Create(this, () => _cancelled++)));

    private ComplexView View(params Fold[] attempts) => new("a campaign", _complex, attempts, [], []);

    private Fold Done()
    {
        var fold = Running(attempt: 1);
        fold.Collect(s_now, s_lease);
        var result = new FoldDone
        {
            FinishedAt = s_now,
            Seconds = 12.5,
            Trained = false,
            Weights = "demo",
            WeightsSha256 = new string('a', 64),
            Tokens = 12,
            Atoms = 60,
            Samples = [],
            Files = [],
        };
        fold.Finish(result, s_now);
        return fold;
    }

    private Fold Running(int attempt)
    {
        var fold = new Fold(new FoldSubject(_complex.Id, _complex.CampaignId, 12), attempt, FoldSettings.Default, Guid.CreateVersion7(), s_now);
        fold.Prepare(s_now, s_lease);
        fold.Submitted("local", "1", s_now);
        return fold;
    }
}
