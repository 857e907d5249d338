using FoldCP.Jobs;
using FoldCP.Web.Frame;
using FoldCP.Web.Tests.Seeds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>Home, import and the frame around them, with campaigns in every state.</summary>
public sealed class FrontPagesJourney(BrowserApp app) : IClassFixture<BrowserApp>, IAsyncLifetime
{
    private const string LongName = "Everything that was found by tandem affinity purification in HEK293 cells, second replicate, all complexes";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        await using var db = await app.Server.Services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync(Stop);
        if (await db.Campaigns.AnyAsync(Stop))
            return;

        var owner = await db.Users.Select(x => x.Id).SingleAsync(Stop);
        await using var source = NpgsqlDataSource.Create(app.Server.ConnectionString);
        await SeededCampaign.AddAsync(source, owner, LongName, 100, Stop);
    }

    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Home_and_import_are_readable_by_everyone(bool isDark, int width, int height)
    {
        await using var visit = await app.OpenAsync(Links.Home, new Look(isDark, width, height));

        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = LongName }).First).ToBeVisibleAsync();
        await visit.PhotographAsync("home");
        await visit.AssertAccessibleAsync();
        await visit.GoAsync(Links.Import);
        await visit.GiveAsync(GivenFiles.Complexes, GivenFiles.Sequences);
        await Expect(visit.ImportButton()).ToBeEnabledAsync();
        await visit.PhotographAsync("import");
        await visit.AssertAccessibleAsync();

        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_few_quick_letters_lead_to_a_complex()
    {
        await using var visit = await app.OpenAsync(Links.Home);

        await Expect(visit.Page.Locator("dialog[data-attached]")).ToBeAttachedAsync();
        await visit.Page.Keyboard.PressAsync("Control+k");
        await Expect(visit.Page.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync("proteasome 20s core, variant 42");
        await Expect(visit.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await Expect(visit.Page.GetByRole(AriaRole.Combobox)).ToHaveValueAsync("proteasome 20s core, variant 42");
        await visit.AssertAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Proteasome 20S core, variant 42");
    }

    [Fact]
    public async Task The_chosen_theme_holds_before_the_next_page_is_painted()
    {
        await using var visit = await app.OpenAsync(Links.Home);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "account and theme" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await visit.AssertAccessibleAsync();
        await visit.Page.GotoAsync(Links.Campaigns, new() { WaitUntil = WaitUntilState.Commit });

        await Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(visit.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(14, 16, 18)");
    }
}
