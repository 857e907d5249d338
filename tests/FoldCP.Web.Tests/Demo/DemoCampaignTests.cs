using FoldCP.Jobs;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using FoldCP.Web.Demo;
using FoldCP.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FoldCP.Web.Tests.Demo;

public sealed class DemoCampaignTests(TestCluster cluster)
{
    // Chains and residues by hand: lengths of the mature chains in UniProt times their copies.
    private static readonly (string Name, int Chains, int Residues)[] s_set =
    [
        ("Insulin", 2, 21 + 30),
        ("GCN4 leucine zipper", 2, 2 * 33),
        ("p53 tetramerisation domain", 4, 4 * 31),
        ("HU heterodimer", 2, 90 + 90),
        ("Barnase–barstar", 2, 110 + 89),
        ("Calprotectin", 2, 93 + 114),
        ("Trp repressor dimer", 2, 2 * 108),
        ("Trypsin–BPTI", 2, 223 + 58),
        ("Superoxide dismutase dimer", 2, 2 * 153),
        ("Haemoglobin", 4, 2 * 141 + 2 * 146),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_of_the_set_is_ready_and_queued_as_its_files_say()
    {
        await using var web = await ServerThatFoldsNothingAsync();
        var person = await AdministratorAsync(web);

        var campaign = await web.Services.GetRequiredService<DemoCampaign>().StartAsync(person, Stop);

        await using var db = await ContextAsync(web);
        var complexes = await db.ComplexesWithFolds(campaign).OrderBy(x => x.Complex.Line).ToListAsync(Stop);
        Assert.Equal(s_set, complexes.Select(x => (x.Complex.Name, x.Complex.ChainCount, x.Complex.Tokens)));
        Assert.All(complexes, x => Assert.Equal((Readiness.Ready, FoldState.Queued), (x.Complex.Readiness, x.Fold!.State)));
        Assert.All(complexes, x => Assert.Empty(x.Complex.Warnings));
        Assert.All(await db.Subunits.ToListAsync(Stop), x => Assert.Equal(CopiesSource.File, x.CopiesSource));
    }

    [Fact]
    public async Task Two_starts_at_once_import_it_once_and_queue_it_once()
    {
        await using var web = await ServerThatFoldsNothingAsync();
        var person = await AdministratorAsync(web);
        var demo = web.Services.GetRequiredService<DemoCampaign>();

        var ids = await Task.WhenAll(demo.StartAsync(person, Stop), demo.StartAsync(person, Stop));

        await using var db = await ContextAsync(web);
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(1, await db.Campaigns.CountAsync(Stop));
        Assert.Equal(s_set.Length, await db.Folds.CountAsync(Stop));
    }

    [Fact]
    public async Task The_report_has_a_line_for_each_complex_however_it_ended()
    {
        await using var web = await ServerThatFoldsNothingAsync();
        var campaign = await web.Services.GetRequiredService<DemoCampaign>().StartAsync(await AdministratorAsync(web), Stop);
        await web.Services.GetRequiredService<FoldOrders>().CancelAsync(campaign, all => all, Stop);
        var output = new StringWriter();
        var report = new DemoReport(
            web.Services.GetRequiredService<IDbContextFactory<FoldContext>>(), web.Services.GetRequiredService<FoldChanges>(), TimeProvider.System, output);

        bool done = await report.FollowAsync(campaign, Stop);

        Assert.False(done);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(s_set.Length + 1, lines.Length);
        Assert.Contains(lines, x => x.StartsWith("Haemoglobin ", StringComparison.Ordinal) && x.Contains("574 residues   Cancelled", StringComparison.Ordinal));
        Assert.StartsWith("0 of 10 complexes done", lines[^1], StringComparison.Ordinal);
    }

    private async Task<WebApp> ServerThatFoldsNothingAsync()
    {
        var web = new WebApp(cluster).With("Folds:MaxRunning", "0");
        await web.InitializeAsync();
        return web;
    }

    private static async Task<Guid> AdministratorAsync(WebApp web)
    {
        await using var db = await ContextAsync(web);
        return (await db.Users.SingleAsync(Stop)).Id;
    }

    private static Task<FoldContext> ContextAsync(WebApp web)
        => web.Services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync(Stop);
}
