using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
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

    /// <summary>With a port that nobody listens on.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public static ServerProcess Start(Uri address, IReadOnlyDictionary<string, string> settings, string log)
        => Start(Builds.PathOf("FoldCP.Web"), Repository.PathOf("FoldCP.Web"), address, settings, log);

    /// <param name="program">the web server</param>
    /// <param name="folder">where it is started, which is where it looks for its files</param>
    /// <param name="address">where it listens</param>
    /// <param name="settings">by their names with colons</param>
    /// <param name="log">gets what it says</param>
    public static ServerProcess Start(string program, string folder, Uri address, IReadOnlyDictionary<string, string> settings, string log)
    {
        // exec: the process that is started becomes the server, and no pipe ties it to the tests.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" >>\"$1\" 2>&1", program, log])
        {
            WorkingDirectory = folder,
        };
        start.Environment["ASPNETCORE_URLS"] = address.OriginalString;
        foreach (var (setting, value) in settings)
            start.Environment[setting.Replace(":", "__", StringComparison.Ordinal)] = value;

        return new ServerProcess(Process.Start(start)!, address, log);
    }

    /// <summary>Waits until it says that it can do its work.</summary>
    public Task ReadyAsync(CancellationToken stop)
        => Until.TrueAsync(async () => !HasLeft() && await SaysItIsReadyAsync(stop), stop, s_startsWithin);

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

    private bool HasLeft()
    {
        if (_process.HasExited)
            Assert.Fail($"The server left with exit code {_process.ExitCode}:\n{string.Join('\n', File.ReadLines(_log).TakeLast(20))}");
        return false;
    }

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
