using FoldCP.Tests;
using FoldCP.Web.Frame;
using FoldCP.Web.Tests.Hosting;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>A web server of one's own and the browser in front of it: <c>IClassFixture&lt;BrowserApp&gt;</c>.</summary>
public sealed class BrowserApp(TestCluster cluster, Chromium chromium) : IAsyncLifetime
{
    private string? _signedIn;

    public WebApp Server { get; } = new(cluster);

    public ValueTask InitializeAsync() => Server.InitializeAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Opens a page as the administrator and waits until it answers to clicks.</summary>
    public async Task<Visit> OpenAsync(string path, Look? look = null)
    {
        _signedIn ??= await SignInAsync();
        var visit = await NewAsync(look, _signedIn);
        await visit.GoAsync(path);
        await visit.WaitForCircuitAsync();
        return visit;
    }

    /// <summary>Opens a page as someone whom the server does not know.</summary>
    public async Task<Visit> OpenAsStrangerAsync(string path, Look? look = null)
    {
        var visit = await NewAsync(look, state: null);
        await visit.GoAsync(path);
        return visit;
    }

    /// <summary>By the form, once; later visits take the cookie over.</summary>
    private async Task<string> SignInAsync()
    {
        await using var visit = await OpenAsStrangerAsync(Links.SignIn);
        await visit.SignInAsync(WebApp.Administrator, WebApp.Password);
        await Expect(visit.Page).ToHaveURLAsync(Server.Url + Links.Home, new() { Timeout = 30_000 });
        return await visit.Page.Context.StorageStateAsync();
    }

    private async Task<Visit> NewAsync(Look? look, string? state)
    {
        look ??= Look.Light;
        var browser = await chromium.GetAsync();
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Server.Url,
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = state,
            ViewportSize = new() { Width = look.Width, Height = look.Height },
        });
        return new Visit(await context.NewPageAsync(), Server.Url, look);
    }
}

/// <summary>How a page is looked at.</summary>
public sealed record Look(bool IsDark, int Width, int Height)
{
    public static Look Light { get; } = new(false, 1440, 900);

    public static Look Dark { get; } = Light with { IsDark = true };

    public static Look LightNarrow { get; } = new(false, 800, 1100);

    public static Look DarkNarrow { get; } = LightNarrow with { IsDark = true };

    /// <summary>All that a page is judged by.</summary>
    public static IReadOnlyList<Look> Each { get; } = [Light, Dark, LightNarrow, DarkNarrow];

    /// <summary>The same as data of a theory.</summary>
    public static TheoryData<bool, int, int> All { get; } = new(Each.Select(x => (x.IsDark, x.Width, x.Height)));

    public override string ToString() => $"{Width}-{(IsDark ? "dark" : "light")}";
}
