using FoldCP.Tests;
using FoldCP.Web.Frame;
using FoldCP.Web.Frame.States;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>The list of campaigns and every part of a campaign, small and large.</summary>
public sealed class CampaignPagesJourney(SeededApp seeded) : IClassFixture<SeededApp>
{
    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Every_part_of_a_campaign_is_readable_by_everyone(bool isDark, int width, int height)
    {
        await using var visit = await seeded.App.OpenAsync(Links.Campaigns, new Look(isDark, width, height));
        await SeeAsync(visit, "campaigns");

        await OpenAsync(visit, Links.Campaign(seeded.FewId));
        await Expect(visit.Grid()).ToHaveAttributeAsync("data-rows", "10");
        await SeeAsync(visit, "campaign-ten");
        await OpenAsync(visit, Links.Campaign(seeded.FewId) + "?tab=sequences");
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Proteins without a sequence" }).GetByRole(AriaRole.Cell).First).ToBeVisibleAsync();
        await SeeAsync(visit, "campaign-sequences");
        await OpenAsync(visit, Links.Campaign(seeded.FewId) + "?q=nothing+of+the+kind");
        await SeeAsync(visit, "campaign-nothing");
        Assert.Empty(visit.Faults);
        await OpenAsync(visit, Links.Campaign(Guid.NewGuid()));
        await SeeAsync(visit, "campaign-missing");
        await OpenAsync(visit, "/no/such/page");
        await SeeAsync(visit, "not-found");
    }

    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task A_large_campaign_is_filtered_selected_and_folded_by_everyone(bool isDark, int width, int height)
    {
        await using var visit = await seeded.App.OpenAsync(Links.Campaign(seeded.ManyId), new Look(isDark, width, height));
        await Expect(visit.Grid()).ToHaveAttributeAsync("data-rows", "10000");
        await Expect(visit.Grid().GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
        await AssertNamesAndScoresAreInSightAsync(visit);
        await SeeAsync(visit, "campaign-many");

        await OpenAsync(visit, Links.Campaign(seeded.ManyId) + $"?q=condensin&min=500&max=4000&sort=-score&state={ComplexState.Done}");
        await Expect(visit.Grid().GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
        await visit.Grid().GetByRole(AriaRole.Checkbox).Nth(2).CheckAsync();
        await visit.Grid().GetByRole(AriaRole.Checkbox).Nth(4).CheckAsync();
        await Expect(visit.Page.GetByTestId("selected")).ToContainTextAsync("2 selected");
        await SeeAsync(visit, "campaign-selected");
        await visit.Page.GetByTestId("fold").ClickAsync();
        await Expect(visit.Page.GetByTestId("confirm-fold")).ToBeVisibleAsync();
        var dialog = await PlaceAsync(visit.Page.GetByRole(AriaRole.Dialog));
        Assert.Equal(width / 2.0, dialog.X + dialog.Width / 2.0, tolerance: 8);
        await SeeAsync(visit, "fold-dialog");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Grid().FocusAsync();
        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("?");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await SeeAsync(visit, "campaign-keys");
        Assert.Empty(visit.Faults);
    }

    private static async Task AssertNamesAndScoresAreInSightAsync(Visit visit)
    {
        var name = await PlaceAsync(visit.Grid().GetByRole(AriaRole.Link).First);
        Assert.True(name.Width > 100, $"Names are {name.Width} pixels wide.");
        var score = await PlaceAsync(visit.Grid().GetByRole(AriaRole.Columnheader, new() { Name = "Confidence" }));
        Assert.True(score.X + score.Width <= visit.Page.ViewportSize!.Width, $"Scores end at {score.X + score.Width}.");
    }

    // Rows are drawn anew once the page is alive, and are nowhere for a moment.
    private static async Task<LocatorBoundingBoxResult> PlaceAsync(ILocator what)
    {
        LocatorBoundingBoxResult? place = null;
        await Until.TrueAsync(async () => (place = await what.BoundingBoxAsync()) is not null, TestContext.Current.CancellationToken);
        return place!;
    }

    private static async Task OpenAsync(Visit visit, string path)
    {
        await visit.GoAsync(path);
        await visit.WaitForCircuitAsync();
    }

    private static async Task SeeAsync(Visit visit, string name)
    {
        await visit.PhotographAsync(name);
        await visit.AssertAccessibleAsync();
    }
}
