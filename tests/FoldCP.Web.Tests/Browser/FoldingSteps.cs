using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>What a scientist does on the way from a file to a structure, in his words.</summary>
internal static partial class FoldingSteps
{
    /// <summary>Folds and imports are done within this time even on a slow machine.</summary>
    private const float Patience = 120_000;

    public static ILocator Grid(this Visit visit) => visit.Page.GetByRole(AriaRole.Grid, new() { Name = "Complexes" });

    public static ILocator Row(this Visit visit, string name)
        => visit.Grid().GetByRole(AriaRole.Row).Filter(new() { Has = visit.Page.GetByRole(AriaRole.Link, new() { Name = name }) });

    /// <summary>Gives the files, sees what was read and confirms.</summary>
    /// <returns>the campaign's address</returns>
    public static async Task<string> ImportAsync(this Visit visit, string campaign, params string[] files)
    {
        await visit.Page.Locator("[data-files]").SetInputFilesAsync(files);
        return await ConfirmAsync(visit, campaign);
    }

    /// <inheritdoc cref="ImportAsync(Visit, string, string[])"/>
    public static async Task<string> ImportAsync(this Visit visit, string campaign, params FilePayload[] files)
    {
        await visit.Page.Locator("[data-files]").SetInputFilesAsync(files);
        return await ConfirmAsync(visit, campaign);
    }

    public static Task SelectAsync(this Visit visit, string name) => visit.Row(name).GetByRole(AriaRole.Checkbox).CheckAsync();

    /// <summary>Presses Fold, asks for few steps and confirms.</summary>
    public static async Task FoldAsync(this Visit visit, int samplingSteps, int samples = 1)
    {
        await visit.Page.GetByTestId("fold").ClickAsync();
        await SetAsync(visit, "Samples", samples);
        await SetAsync(visit, "Sampling steps", samplingSteps);
        await SetAsync(visit, "Recycling steps", 0);
        await visit.PhotographAsync("fold-dialog");
        await visit.Page.GetByTestId("confirm-fold").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    public static Task ExpectStateAsync(this Visit visit, string name, string state)
        => Expect(visit.Row(name)).ToHaveAttributeAsync("data-state", state, new() { Timeout = Patience });

    public static Task ExpectStructureAsync(this Visit visit)
        => Expect(visit.Page.Locator(".viewer")).ToHaveAttributeAsync("data-phase", "Shown", new() { Timeout = 60_000 });

    private static async Task<string> ConfirmAsync(Visit visit, string campaign)
    {
        await Expect(visit.Page.GetByLabel("Campaign name")).ToBeVisibleAsync(new() { Timeout = Patience });
        await visit.Page.GetByLabel("Campaign name").FillAsync(campaign);
        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = ImportButton() }).ClickAsync();
        await visit.Page.WaitForURLAsync(CampaignAddress(), new() { Timeout = Patience });
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(campaign);
        return new Uri(visit.Page.Url).AbsolutePath;
    }

    private static Task SetAsync(Visit visit, string label, int value)
        => visit.Page.GetByLabel(label, new() { Exact = true }).FillAsync(value.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("^Import [0-9,]+ complex")]
    private static partial Regex ImportButton();

    [GeneratedRegex("/campaigns/[0-9a-f-]{36}")]
    private static partial Regex CampaignAddress();
}
