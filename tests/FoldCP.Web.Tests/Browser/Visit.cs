using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>One tab of one person, with what went wrong in it. Disposing closes it.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly string[] s_grave = ["serious", "critical"];

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly Look _look;

    public Visit(IPage page, string origin, Look look)
    {
        (Page, _look) = (page, look);
        page.Console += (_, message) => Note(message.Type == "error", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Request += (_, request) => Note(IsForeign(request.Url, origin), "request to " + request.Url);
    }

    /// <summary>The folder that FOLDCP_SCREENSHOTS names; null if it names none.</summary>
    public static string? PictureFolder => Environment.GetEnvironmentVariable("FOLDCP_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    public IPage Page { get; }

    /// <summary>Errors in the console, refusals by the content security policy and requests to other servers, so far.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    public Task GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Until the circuit is up, a page shows but does not answer.</summary>
    public Task WaitForCircuitAsync() => Expect(Page.Locator("[data-interactive='true']")).ToBeAttachedAsync(new() { Timeout = 30_000 });

    public async Task SignInAsync(string name, string password)
    {
        await Page.GetByLabel("Name").FillAsync(name);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Nothing that keeps someone from reading or using the page.</summary>
    public async Task AssertAccessibleAsync()
    {
        var result = await Page.RunAxe();

        Assert.NotEmpty(result.Passes);
        Assert.Empty(result.Violations.Where(x => s_grave.Contains(x.Impact)).Select(Words));
    }

    /// <summary>Keeps a picture in <see cref="PictureFolder"/>, if there is one.</summary>
    public async Task PhotographAsync(string name)
    {
        if (PictureFolder is { } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{_look}.png") });
    }

    private static string Words(AxeResultItem violation)
        => $"{violation.Impact} {violation.Id}: {string.Join("; ", violation.Nodes.Select(x => x.Html))}";

    private static bool IsForeign(string url, string origin)
        => !url.StartsWith(origin, StringComparison.Ordinal)
            && !url.StartsWith("data:", StringComparison.Ordinal)
            && !url.StartsWith("blob:", StringComparison.Ordinal);

    private void Note(bool isFault, string words)
    {
        if (isFault)
            _faults.Enqueue(words);
    }
}
