using FoldCP.Web.Demo;
using FoldCP.Web.Frame;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>What somebody finds who has nothing yet.</summary>
public sealed class FirstVisitJourney(BrowserApp app) : IClassFixture<BrowserApp>
{
    /// <summary>Folds that fail at once: nothing here looks at structures.</summary>
    private const string NoEngine = "/bin/false";

    [Fact]
    public async Task Two_doors_lead_in_and_the_demo_is_one_click_away()
    {
        await app.Server.With("Engine:Command", NoEngine).RestartAsync();

        foreach (var look in Look.Each)
        {
            await using var visit = await app.OpenAsync(Links.Home, look);
            await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Import a complex set" })).ToBeVisibleAsync();
            await visit.PhotographAsync("home-empty");
            await visit.AssertAccessibleAsync();
            await visit.GoAsync(Links.Import);
            await visit.WaitForCircuitAsync();
            await visit.PhotographAsync("import-empty");
            await visit.AssertAccessibleAsync();
            Assert.Empty(visit.Faults);
        }

        await using var demo = await app.OpenAsync(Links.Home);
        await demo.Page.GetByRole(AriaRole.Button, new() { Name = "Try the demo campaign" }).ClickAsync();
        await Expect(demo.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(DemoCampaign.Name);
        await demo.GoAsync(Links.Home);
        await Expect(demo.Page.GetByRole(AriaRole.Link, new() { Name = DemoCampaign.Name }).First).ToBeVisibleAsync();
        Assert.Empty(demo.Faults);
    }
}
