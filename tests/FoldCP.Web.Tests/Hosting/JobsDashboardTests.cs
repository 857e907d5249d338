using System.Net;
using FoldCP.Web.Frame;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

public sealed class JobsDashboardTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("/hangfire")]
    [InlineData("/hangfire/servers")]
    public async Task A_stranger_is_asked_to_sign_in(string path)
    {
        using var stranger = app.Visit();

        var answer = await stranger.OpenAsync(path);

        Assert.StartsWith(Links.SignIn, answer.Destination(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hangfire")]
    [InlineData("/hangfire/servers")]
    public async Task For_a_member_it_does_not_exist(string path)
    {
        using var member = app.Visit();
        await app.AddMemberAsync("member" + path.Length);
        await member.SignInAsync("member" + path.Length);

        var answer = await member.OpenAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Hangfire", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_sees_it_without_the_connection_string()
    {
        using var administrator = app.Visit();
        await administrator.SignInAsync();

        var answer = await administrator.OpenAsync(Links.Jobs);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("FoldCP background jobs", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Host=", await answer.TextAsync(), StringComparison.OrdinalIgnoreCase);
    }
}
