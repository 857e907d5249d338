using System.Net;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

public sealed class HealthTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_server_that_can_work_is_ready()
    {
        using var prober = app.Visit();

        var answer = await prober.SendAsync(HttpMethod.Get, "/ready");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            """{"status":"Healthy","checks":{"folds":"Healthy","database":"Healthy","engine":"Healthy","state folder":"Healthy"}}""",
            await answer.TextAsync());
    }

    [Fact]
    public async Task A_server_without_its_folder_lives_but_is_not_ready()
    {
        using var prober = app.Visit();
        string runs = Path.Combine(app.StateFolder, "runs");
        Directory.Move(runs, runs + ".away");

        var ready = await prober.SendAsync(HttpMethod.Get, "/ready");
        var alive = await prober.SendAsync(HttpMethod.Get, "/health");
        Directory.Move(runs + ".away", runs);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("\"state folder\":\"Unhealthy\"", await ready.TextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(app.StateFolder, await ready.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }
}
