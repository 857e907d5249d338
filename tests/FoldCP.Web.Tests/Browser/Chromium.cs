using FoldCP.Web.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace FoldCP.Web.Tests.Browser;

/// <summary>The system's browser, one for a whole run of tests, started when the first test needs it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Install = "apt-get install --no-install-recommends chromium";

    /// <summary>Milliseconds within which a page shows what it should, also where many tests share few cores.</summary>
    private const float SlowMachine = 30_000;

    // WebGL without a GPU, and no traffic of the browser's own.
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
    ];

    private readonly SemaphoreSlim _turn = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _turn.Dispose();
    }

    /// <summary>The running browser; a test that asks for it is skipped where there is none, except in CI, where it fails.</summary>
    public async Task<IBrowser> GetAsync()
    {
        string program = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(program))
            Refuse($"there is no browser at {program}: {Install}");

        await _turn.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            Assertions.SetDefaultExpectTimeout(SlowMachine);
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = s_arguments });
        }
        finally
        {
            _turn.Release();
        }
    }

    private static void Refuse(string why)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(why);
        Assert.Skip("skipped: " + why);
    }
}
