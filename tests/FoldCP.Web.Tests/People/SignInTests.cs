using System.Net;
using FoldCP.Jobs;
using FoldCP.Jobs.People;
using FoldCP.Web.Frame;
using FoldCP.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FoldCP.Web.Tests.People;

public sealed class SignInTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task The_right_password_signs_in_and_leads_to_where_one_wanted()
    {
        using var visitor = app.Visit();

        var answer = await visitor.SignInAsync(query: "?returnUrl=%2Fcampaigns%3Fstate%3DDone");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/campaigns?state=Done", answer.Destination());
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync(Links.Campaigns)).StatusCode);
    }

    [Fact]
    public async Task Blanks_around_the_name_do_not_matter()
    {
        using var visitor = app.Visit();

        var answer = await visitor.SignInAsync(name: " Admin ");

        Assert.True(answer.SignsIn());
    }

    [Theory]
    [InlineData("admin", "wrong password")]
    [InlineData("admin", "")]
    [InlineData("nobody", WebApp.Password)]
    [InlineData("", "")]
    public async Task A_wrong_name_or_password_is_refused_in_the_same_words(string name, string password)
    {
        using var visitor = app.Visit();

        var answer = await visitor.SignInAsync(name, password);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Name and password do not match.", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.False(answer.SignsIn());
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_name_for_a_while()
    {
        await app.AddMemberAsync("unlucky");
        using var visitor = app.Visit();
        for (int attempt = 1; attempt <= 5; attempt++)
            await visitor.SignInAsync("unlucky", "wrong password");

        var refused = await visitor.SignInAsync("unlucky");
        await LetTheLockoutEndAsync("unlucky");
        var later = await visitor.SignInAsync("unlucky");

        Assert.Contains("Wait 5 minutes", await refused.TextAsync(), StringComparison.Ordinal);
        Assert.False(refused.SignsIn());
        Assert.True(later.SignsIn());
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task A_link_that_leads_off_this_server_leads_home(string destination)
    {
        using var visitor = app.Visit();

        var answer = await visitor.SignInAsync(query: "?returnUrl=" + Uri.EscapeDataString(destination));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(Links.Home, answer.Destination());
    }

    [Fact]
    public async Task Who_is_signed_in_is_not_asked_again()
    {
        using var visitor = app.Visit();
        await visitor.SignInAsync();

        var answer = await visitor.OpenAsync(Links.SignIn + "?returnUrl=%2Fcampaigns");

        Assert.Equal(Links.Campaigns, answer.Destination());
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        using var visitor = app.Visit();

        var answer = await visitor.SignInAsync();

        string cookie = answer.Headers.GetValues("Set-Cookie").Single(x => x.StartsWith("foldcp=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_stale_or_not_ours_is_shown_anew()
    {
        using var visitor = app.Visit();

        var answer = await visitor.PostAsync(Links.SignIn + "?returnUrl=%2Fcampaigns", new()
        {
            ["_handler"] = "sign-in",
            ["Form.Name"] = WebApp.Administrator,
            ["Form.Password"] = WebApp.Password,
        });

        Assert.Equal("/sign-in?returnUrl=%2Fcampaigns", answer.Destination());
        Assert.False(answer.SignsIn());
    }

    [Fact]
    public async Task Signing_out_needs_our_form_and_ends_the_session()
    {
        using var visitor = app.Visit();
        await visitor.SignInAsync();

        var foreign = await visitor.PostAsync(Links.SignOut, []);
        var before = await visitor.OpenAsync(Links.Home);
        var ours = await visitor.PostAsync(Links.SignOut, new() { ["__RequestVerificationToken"] = await visitor.FormTokenAsync(Links.Home) });
        var after = await visitor.OpenAsync(Links.Home);

        Assert.Equal(Links.Home, foreign.Destination());
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(Links.SignIn, ours.Destination());
        Assert.Equal(HttpStatusCode.Found, after.StatusCode);
    }

    private async Task LetTheLockoutEndAsync(string name)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync();
        var ended = DateTimeOffset.UnixEpoch;
        await db.Set<Person>().Where(x => x.UserName == name).ExecuteUpdateAsync(set => set.SetProperty(x => x.LockoutEnd, ended));
    }
}
