using FoldCP.Web.Frame;
using FoldCP.Web.Tests.Browser;
using FoldCP.Web.Tests.Hosting;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Crashes;

/// <summary>A page that stands open while the database under it is killed and a fold goes on.</summary>
public sealed class OpenPageTests(Installation foldcp, Chromium chromium) : IClassFixture<Installation>, IDisposable
{
    private const float Patience = 120_000;

    public void Dispose() => foldcp.TellAfterFailure();

    [Fact]
    public async Task An_open_campaign_waits_for_a_killed_database_says_so_and_goes_on_by_itself()
    {
        var campaign = await foldcp.OrderAsync(complexes: 1);
        using var engine = await foldcp.HaltEngineAsync(campaign);
        await using var visit = await OpenAsync(Links.Campaign(campaign));
        await visit.ExpectStateAsync("complex CPX-1", "Running");
        await visit.Page.EvaluateAsync("() => { window.sameDocument = true; }");
        var note = visit.Page.GetByTestId("database-away");

        var told = Expect(note).ToContainTextAsync("The database does not answer", new() { Timeout = Patience });
        int killed = await foldcp.KillPostgresAsync();
        await told;
        await visit.PhotographAsync("database-away");
        await Expect(visit.Row("complex CPX-1")).ToHaveAttributeAsync("data-state", "Running");
        await foldcp.PostgresIsBackAsync(killed);
        await Expect(note).ToBeEmptyAsync(new() { Timeout = Patience });
        engine.GoOn();

        await visit.ExpectStateAsync("complex CPX-1", "Done");
        await Expect(visit.Page.GetByTestId("balance")).ToContainTextAsync("1 complex = 1 done", new() { Timeout = Patience });
        Assert.True(await visit.Page.EvaluateAsync<bool>("() => window.sameDocument === true"));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_campaign_is_still_followed_after_another_of_its_parts_was_looked_at()
    {
        var campaign = await foldcp.OrderAsync(complexes: 2);
        using var engine = await foldcp.HaltEngineAsync(campaign);
        await using var visit = await OpenAsync(Links.Campaign(campaign));
        await Expect(visit.Grid()).ToHaveAttributeAsync("data-rows", "2");

        await Part(visit, "Files").ClickAsync();
        await Expect(visit.Page.GetByTestId("balance")).ToContainTextAsync("2 complexes = 1 done", new() { Timeout = Patience });
        await Part(visit, "Complexes").ClickAsync();
        await Expect(visit.Grid()).ToHaveAttributeAsync("data-rows", "2");
        engine.GoOn();

        await visit.ExpectStateAsync("complex CPX-1", "Done");
        await visit.ExpectStateAsync("complex CPX-2", "Done");
        await Expect(visit.Page.GetByTestId("balance")).ToContainTextAsync("2 complexes = 2 done");
        Assert.Empty(visit.Faults);
    }

    private static ILocator Part(Visit visit, string name)
        => visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Parts of the campaign" }).GetByRole(AriaRole.Link, new() { Name = name });

    private async Task<Visit> OpenAsync(string path)
    {
        var browser = await chromium.GetAsync();
        var context = await browser.NewContextAsync(new() { BaseURL = foldcp.Url, ViewportSize = new() { Width = 1440, Height = 900 } });
        var visit = new Visit(await context.NewPageAsync(), foldcp.Url, Look.Light);
        await visit.GoAsync(path);
        await visit.SignInAsync(WebApp.Administrator, WebApp.Password);
        await visit.WaitForCircuitAsync();
        return visit;
    }
}
