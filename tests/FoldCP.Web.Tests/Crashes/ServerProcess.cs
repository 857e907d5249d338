using System.Diagnostics;
using FoldCP.Tests;
using Xunit;

namespace FoldCP.Web.Tests.Crashes;

/// <summary>The web server as a process of its own, as people run it, so that it can be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan s_startsWithin = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly Uri _address;
    private readonly string _log;

    private ServerProcess(Process process, Uri address, string log) => (_process, _address, _log) = (process, address, log);

    /// <summary>Starts it, and waits until it says that it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(Uri address, IReadOnlyDictionary<string, string> settings, string log, CancellationToken stop)
    {
        // exec: the process that is started becomes the server, and no pipe ties it to the tests.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" >>\"$1\" 2>&1", Builds.PathOf("FoldCP.Web"), log])
        {
            WorkingDirectory = Repository.PathOf("FoldCP.Web"),
        };
        start.Environment["ASPNETCORE_URLS"] = address.OriginalString;
        foreach (var (setting, value) in settings)
            start.Environment[setting.Replace(":", "__", StringComparison.Ordinal)] = value;

        var server = new ServerProcess(Process.Start(start)!, address, log);
        await server.ReadyAsync(stop);
        return server;
    }

    public async Task ReadyAsync(CancellationToken stop)
    {
        await Until.TrueAsync(async () =>
        {
            Assert.False(_process.HasExited, $"The server left. {LastWords}");
            return await SaysItIsReadyAsync(stop);
        }, stop, s_startsWithin);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(CancellationToken stop)
    {
        _process.Kill();
        await _process.WaitForExitAsync(stop);
    }

    /// <summary>As a service manager stops it; the last one out stops the private PostgreSQL too.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited)
            return;

        Signals.Send(_process.Id, Signals.Terminate);
        await _process.WaitForExitAsync();
    }

    public void Dispose() => _process.Dispose();

    private string LastWords => string.Join('\n', File.ReadLines(_log).TakeLast(20));

    private async Task<bool> SaysItIsReadyAsync(CancellationToken stop)
    {
        try
        {
            using var http = new HttpClient();
            return (await http.GetAsync(new Uri(_address, "/ready"), stop)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;   // it does not listen yet
        }
    }
}
