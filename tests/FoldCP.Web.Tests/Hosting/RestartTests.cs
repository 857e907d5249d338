using System.Net;
using FoldCP.Jobs;
using FoldCP.Jobs.Campaigns;
using FoldCP.Web.Frame;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

public sealed class RestartTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_restart_signs_nobody_out_and_loses_nothing()
    {
        var owner = await app.AddMemberAsync("owner");
        using var visitor = app.Visit();
        await visitor.SignInAsync("owner");
        var campaign = new Campaign("Spliceosomes", owner.Id, TimeProvider.System.GetUtcNow());
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            db.Add(campaign);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await app.RestartAsync();
        var page = await visitor.OpenAsync(Links.Campaign(campaign.Id));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Spliceosomes", await page.TextAsync(), StringComparison.Ordinal);
    }
}
