using FoldCP.Web.Frame;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>From files to a campaign, with good files and bad ones.</summary>
public sealed class ImportJourney(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact]
    public async Task Bad_files_and_bad_rows_are_told_with_line_and_value()
    {
        await using var visit = await app.OpenAsync(Links.Import);

        await visit.GiveAsync(GivenFiles.Complexes, GivenFiles.FaultySequences, GivenFiles.Binary, GivenFiles.Letter, GivenFiles.Empty);

        await Expect(visit.File("photo.tsv").GetByRole(AriaRole.Alert)).ToContainTextAsync("not UTF-8 text: in or after line 1");
        await Expect(visit.File("letter.txt").GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 1 begins \"Dear colleagues");
        await Expect(visit.Page.GetByLabel("Uploads in progress")).ToContainTextAsync("The file is empty.");
        await Expect(visit.Page.Locator(".obstacle")).ToHaveTextAsync("Remove photo.tsv or give it again.");
        await Expect(visit.ImportButton()).ToBeDisabledAsync();
        await Expect(visit.File("faulty-sequences.fasta").Locator("td.num:not(.size)")).ToHaveTextAsync(["4", "1", "0", "3", "0"]);

        await visit.File("faulty-sequences.fasta").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(visit.Note("P10001")).ToContainTextAsync("2");
        await Expect(visit.Note("P10001").Locator("td").Last).ToHaveTextAsync("1");
        await Expect(visit.Page.Locator("td.kind")).ToHaveCountAsync(3);
        await visit.PhotographAsync("import-bad");
        await visit.AssertAccessibleAsync();

        await visit.File("photo.tsv").GetByRole(AriaRole.Button).ClickAsync();
        await visit.File("letter.txt").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(visit.ImportButton()).ToBeEnabledAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Missing_sequences_are_given_in_place_and_two_clicks_make_one_campaign()
    {
        await using var visit = await app.OpenAsync(Links.Home);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Import a complex set" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        await visit.GiveAsync(GivenFiles.Complexes);
        await visit.Page.GetByLabel("Campaign name").FillAsync("Confirmed twice");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Missing sequences" }).ClickAsync();
        await Expect(visit.Missing("P10003")).ToBeVisibleAsync();
        await visit.GiveAsync(GivenFiles.Sequences);
        await Expect(visit.Page.Locator(".sum")).ToHaveTextAsync("3 ready to fold · 1 wait for sequences · 1 cannot be folded yet");
        await Expect(visit.Page.GetByLabel("Campaign name")).ToHaveValueAsync("Confirmed twice");
        await Expect(visit.Missing("P99999")).ToBeVisibleAsync();
        await Expect(visit.Missing("P10003")).ToHaveCountAsync(0);

        await visit.Page.ReloadAsync();
        await Expect(visit.Missing("P99999")).ToBeVisibleAsync();
        string address = visit.Page.Url;
        await visit.Page.GetByLabel("Campaign name").FillAsync("Confirmed twice");
        await visit.ImportButton().DblClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Confirmed twice");

        await visit.GoAsync(Links.Campaigns);
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Confirmed twice" })).ToHaveCountAsync(1);
        await visit.GoAsync(address);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Open the campaign" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Confirmed twice");
        Assert.Empty(visit.Faults);
    }
}
