using System.Diagnostics;
using FoldCP.Tests;
using FoldCP.Web.Tests.Crashes;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

/// <summary>The web server as it is installed: what <c>dotnet publish</c> writes, run in its own folder.</summary>
public sealed class PublishedServer(TestCluster cluster) : IAsyncLifetime
{
    private readonly TestFolder _place = new("published");
    private readonly TestFolder _state = new();
    private readonly Uri _address = ServerProcess.FreeAddress();
    private ServerProcess? _server;

    /// <summary>Its program and files.</summary>
    public string Folder => _place.Path;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await PublishAsync();
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:FoldCP"] = await cluster.CreateDatabaseAsync(),
            ["State:Folder"] = _state.Path,
            ["Engine:Command"] = Builds.PathOf("FoldCP.Engine"),
            ["Administrator:Password"] = WebApp.Password,
        };
        _server = ServerProcess.Start(Path.Combine(Folder, "FoldCP.Web"), Folder, _address, settings, Path.Combine(_state.Path, "server.log"));
        await _server.ReadyAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.StopAsync();
        _server?.Dispose();
        _state.Dispose();
        _place.Dispose();
    }

    public Visitor Visit() => new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _address });

    /// <summary>From what was built together with these tests, so that only files are gathered.</summary>
    private async Task PublishAsync()
    {
        var start = new ProcessStartInfo(
            "dotnet", ["publish", Repository.PathOf("FoldCP.Web"), "--no-build", "-c", Builds.Configuration, "-o", Folder, "-v", "q", "-nologo", "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        string said = await publish.StandardOutput.ReadToEndAsync(Stop);
        await publish.WaitForExitAsync(Stop);
        Assert.True(publish.ExitCode == 0, said);
    }
}
