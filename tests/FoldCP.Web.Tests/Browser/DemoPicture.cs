using FoldCP.Web.Demo;
using FoldCP.Web.Frame;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>The picture of the README, by <c>./foldcp picture</c>: the demo campaign is folded, and its largest complex is photographed.</summary>
public sealed class DemoPicture(BrowserApp app) : IClassFixture<BrowserApp>
{
    private const string Subject = "Haemoglobin";

    [Fact(Explicit = true)]
    public async Task The_demo_is_folded_and_its_largest_complex_photographed()
    {
        await using var visit = await app.OpenAsync(Links.Home);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try the demo campaign" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(DemoCampaign.Name);
        await Expect(visit.Grid().Locator("[data-state='Done']")).ToHaveCountAsync(10, new() { Timeout = 900_000 });

        await visit.Row(Subject).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Subject);
        await visit.ExpectStructureAsync();
        await Expect(visit.Page.GetByText("This structure comes from an untrained demo model")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Scores" })).ToBeVisibleAsync();
        var picture = await Picture.OfStructureAsync(visit.Page);
        Assert.True(picture.ShowsStructure, picture.ToString());

        if (Visit.PictureFolder is { } folder)
            await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "complex.png") });
    }
}
