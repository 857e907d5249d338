using System.Text.RegularExpressions;
using FoldCP.Web.Frame;
using FoldCP.Web.Tests.Hosting;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>In and out, as a person does it.</summary>
public sealed class SignInJourney(BrowserApp app) : IClassFixture<BrowserApp>
{
    [Fact]
    public async Task A_stranger_signs_in_with_the_keyboard_and_arrives_where_he_wanted()
    {
        await using var visit = await app.OpenAsStrangerAsync(Links.Campaigns);

        await Expect(visit.Page.GetByLabel("Name")).ToBeFocusedAsync();
        await visit.Page.Keyboard.TypeAsync(WebApp.Administrator);
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.TypeAsync(WebApp.Password);
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page).ToHaveURLAsync(app.Server.Url + Links.Campaigns);
        await visit.WaitForCircuitAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_the_name_stays()
    {
        await using var visit = await app.OpenAsStrangerAsync(Links.SignIn);

        await visit.SignInAsync("somebody", "wrong");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not match");
        await Expect(visit.Page.GetByLabel("Name")).ToHaveValueAsync("somebody");
        await Expect(visit.Page.GetByLabel("Password")).ToBeFocusedAsync();
        await visit.PhotographAsync("sign-in-refused");
        await visit.AssertAccessibleAsync();
    }

    [Fact]
    public async Task The_menu_signs_out_and_the_way_back_is_closed()
    {
        await using var visit = await app.OpenAsStrangerAsync(Links.SignIn);
        await visit.SignInAsync(WebApp.Administrator, WebApp.Password);
        await visit.WaitForCircuitAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "account and theme" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync(app.Server.Url + Links.SignIn);
        await visit.GoAsync(Links.Home);

        await Expect(visit.Page).ToHaveURLAsync(new Regex(Regex.Escape(app.Server.Url + Links.SignIn)));
    }

    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task The_page_is_readable_by_everyone(bool isDark, int width, int height)
    {
        await using var visit = await app.OpenAsStrangerAsync(Links.SignIn, new Look(isDark, width, height));

        await visit.PhotographAsync("sign-in");

        await visit.AssertAccessibleAsync();
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_dashboard_of_jobs_lives_within_the_content_security_policy()
    {
        await using var visit = await app.OpenAsStrangerAsync(Links.Jobs);

        await visit.SignInAsync(WebApp.Administrator, WebApp.Password);

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await visit.PhotographAsync("jobs");
        Assert.Empty(visit.Faults);
    }
}
