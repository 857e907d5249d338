using System.Globalization;
using System.Text.RegularExpressions;
using FoldCP.Contract;
using FoldCP.Jobs;
using FoldCP.Jobs.Clusters;
using FoldCP.Web.Frame;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>A complex of more than two thousand residues, shared by as many processes as the planner takes for best.</summary>
public sealed partial class LargeFoldJourney(BrowserApp app) : IClassFixture<BrowserApp>, IAsyncLifetime
{
    private const float Hour = 3_600_000;

    public ValueTask InitializeAsync()
    {
        app.Server.With($"{EngineOptions.Section}:{nameof(EngineOptions.MostRanks)}", "4");
        return new(app.Server.RestartAsync());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact(Explicit = true)]
    public async Task A_large_complex_is_folded_by_the_processes_that_the_planner_chose()
    {
        if (LargeComplex.Files() is not { } files)
        {
            Assert.Skip("skipped: no real sequences lie beside the repository");
            return;
        }
        await using var visit = await app.OpenAsync(Links.Import);

        await visit.ImportAsync("Large complex", files);
        await visit.SelectAsync(LargeComplex.Name);
        int ranks = await FoldAsync(visit);
        await Expect(visit.Row(LargeComplex.Name)).ToHaveAttributeAsync("data-state", new Regex("Done|Failed"), new() { Timeout = Hour });
        await visit.ExpectStateAsync(LargeComplex.Name, "Done");
        await visit.PhotographAsync("large-campaign");

        Assert.InRange(ranks, 2, 4);
        await visit.Row(LargeComplex.Name).GetByRole(AriaRole.Link).ClickAsync();
        await visit.ExpectStructureAsync();
        await Expect(visit.Page.Locator(".viewer")).ToHaveAttributeAsync("data-residues", $"{LargeComplex.Residues}");
        await Expect(visit.Page.GetByText($"{ranks} processes")).ToBeVisibleAsync();
        await visit.PhotographAsync("large-complex");
        var shared = (await EngineAsync()).Ranks!;
        Assert.Equal(Enumerable.Range(0, ranks), shared.Select(rank => rank.Rank));
        Assert.Equal(ranks, shared.Select(rank => rank.Pid).Distinct().Count());
        Assert.Empty(visit.Faults);
    }

    // What the dialog says that the planner chose.
    private static async Task<int> FoldAsync(Visit visit)
    {
        await visit.Page.GetByTestId("fold").ClickAsync();
        await visit.Page.GetByLabel("Samples", new() { Exact = true }).FillAsync("1");
        await visit.Page.GetByLabel("Sampling steps", new() { Exact = true }).FillAsync("5");
        await visit.Page.GetByLabel("Recycling steps", new() { Exact = true }).FillAsync("0");
        var why = visit.Page.GetByTestId("ranks-why");
        await Expect(why).ToContainTextAsync("the quickest of up to 4");
        string words = await why.InnerTextAsync();
        await visit.PhotographAsync("large-fold-dialog");
        await visit.Page.GetByTestId("confirm-fold").ClickAsync();
        return int.Parse(Processes().Match(words).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    // Who folded, by its own account: what pages tell is what was asked for.
    private async Task<EngineProcess> EngineAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var db = await app.Server.Services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync(stop);
        var fold = await db.Folds.SingleAsync(stop);
        var folder = new RunFolder(app.Server.Services.GetRequiredService<StateFolder>().RunOf(fold.Id));
        return RunFolder.Read(folder.Engine, ContractJson.Default.EngineProcess)!;
    }

    [GeneratedRegex("^([0-9]+) process")]
    private static partial Regex Processes();
}
