using System.Text.RegularExpressions;
using FoldCP.Web.Frame;
using FoldCP.Web.Tests.Hosting;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>The whole path of a scientist, with nothing but real parts: from a file to a structure, and again after a restart.</summary>
public sealed class FoldingJourney(BrowserApp app) : IClassFixture<BrowserApp>
{
    private static readonly string[] s_files =
    [
        Repository.PathOf("tests/FoldCP.Web.Tests/Browser/Files/few-complexes.tsv"),
        Repository.PathOf("tests/FoldCP.Web.Tests/Browser/Files/few-sequences.fasta"),
    ];

    [Fact]
    public async Task A_scientist_uploads_a_set_folds_it_and_sees_the_structure_also_after_a_restart()
    {
        await using var visit = await app.OpenAsStrangerAsync(Links.Import);
        await visit.SignInAsync(WebApp.Administrator, WebApp.Password);
        await visit.WaitForCircuitAsync();

        string campaign = await visit.ImportAsync("Few complexes", s_files);
        await Expect(visit.Grid()).ToHaveAttributeAsync("data-rows", "5");
        await visit.ExpectStateAsync("With a stranger", "MissingSequences");
        await visit.ExpectStateAsync("On a strand of RNA", "Unsupported");

        await visit.SelectAsync("Long and short chain");
        await visit.SelectAsync("Twins");
        await Expect(visit.Page.GetByTestId("selected")).ToContainTextAsync("2 selected");
        await visit.FoldAsync(samplingSteps: 20, samples: 2);
        await Expect(visit.Page.GetByTestId("notice")).ToContainTextAsync("2 complexes are queued");

        string address = visit.Page.Url;
        await Expect(visit.Page.Locator("[data-state='Running'] progress").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await visit.ExpectStateAsync("Long and short chain", "Done");
        await visit.ExpectStateAsync("Twins", "Done");
        Assert.Equal(address, visit.Page.Url);
        await visit.PhotographAsync("journey-campaign");

        await visit.Row("Twins").GetByRole(AriaRole.Link).ClickAsync();
        await SeeTwinsAsync(visit);
        string complex = visit.Page.Url;
        await ReadByEveryoneAsync(campaign, complex);

        await visit.GoAsync("about:blank");
        await app.Server.RestartAsync();
        await visit.GoAsync(campaign);
        await visit.WaitForCircuitAsync();
        await visit.ExpectStateAsync("Twins", "Done");
        await Expect(visit.Grid()).ToHaveAttributeAsync("data-rows", "5");
        await visit.GoAsync(complex);
        await SeeTwinsAsync(visit);
    }

    private async Task ReadByEveryoneAsync(string campaign, string complex)
    {
        foreach (var look in Look.Each)
        {
            await using var visit = await app.OpenAsync(complex, look);
            await visit.ExpectStructureAsync();
            await visit.PhotographAsync("journey-complex");
            await visit.AssertAccessibleAsync();
            await visit.GoAsync(campaign + "?tab=files");
            await visit.WaitForCircuitAsync();
            await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "few-complexes.tsv" })).ToBeVisibleAsync();
            await visit.PhotographAsync("journey-files");
            await visit.AssertAccessibleAsync();
            Assert.Empty(visit.Faults);
        }
    }

    private static async Task SeeTwinsAsync(Visit visit)
    {
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Twins");
        await visit.ExpectStructureAsync();
        await Expect(visit.Page.Locator(".viewer")).ToHaveAttributeAsync("data-residues", "36");
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Scores" })).ToContainTextAsync(new Regex("Confidence\\s*0\\.[0-9]{3}"));
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Files" }).GetByRole(AriaRole.Link)).ToHaveTextAsync(
            ["structure_0.cif", "confidence_0.json", "structure_1.cif", "confidence_1.json", "manifest.json"]);
        var picture = await Picture.OfStructureAsync(visit.Page);

        Assert.True(picture.ShowsStructure, picture.ToString());
        Assert.Empty(visit.Faults);
    }
}
