using Microsoft.Extensions.Logging;

namespace FoldCP.Jobs.Postgres;

/// <summary>
/// The PostgreSQL that FoldCP runs for itself where no server is configured. All instances of one state folder share it and the
/// last one out stops it; while one is there, a server that dies is started again. It listens on a private Unix socket only.
/// </summary>
public sealed partial class PrivateCluster : IAsyncDisposable
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(1);

    private readonly ClusterFolder _folder;
    private readonly ClusterServer _server;
    private readonly FileStream _presence;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _leaving = new();   // without a timer, so nothing to dispose
    private Task _watch = Task.CompletedTask;

    private PrivateCluster(ClusterFolder folder, ClusterServer server, FileStream presence, TimeProvider clock, ILogger log)
        => (_folder, _server, _presence, _clock, _log) = (folder, server, presence, clock, log);

    public string ConnectionString => _server.ConnectionString;

    /// <summary>Starts the server of a folder, or joins the one that runs there.</summary>
    /// <param name="path">the folder, such as <see cref="StateFolder.Postgres"/></param>
    /// <param name="searchFrom">folders in or above which node_modules may lie</param>
    /// <param name="clock">paces the watch</param>
    /// <param name="log">hears of starts</param>
    /// <param name="isDurable">false for throw-away data</param>
    /// <exception cref="InvalidOperationException">it cannot run here; says why and what to do</exception>
    public static async Task<PrivateCluster> OpenAsync(
        string path, IEnumerable<string> searchFrom, TimeProvider clock, ILogger log, bool isDurable = true)
    {
        var (folder, binaries) = ClusterFolder.Choose(path, await PostgresBinaries.FindAsync(searchFrom));
        await using var turn = await FileLock.TakeAsync(folder.Turn);
        var server = new ClusterServer(
            folder, binaries, await PostgresAccount.ChooseAsync(folder.Data), await ClusterSecret.ReadOrMakeAsync(folder.Secret), isDurable);
        var cluster = new PrivateCluster(folder, server, FileLock.Share(folder.Presence), clock, log);
        try
        {
            await cluster.StartOrJoinAsync();
        }
        catch
        {
            await cluster._presence.DisposeAsync();
            throw;
        }
        cluster._watch = cluster.WatchAsync();
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        if (_leaving.IsCancellationRequested)
            return;

        await _leaving.CancelAsync();
        await _watch;

        await using var turn = await FileLock.TakeAsync(_folder.Turn);
        await _presence.DisposeAsync();
        await using var alone = FileLock.TryTake(_folder.Presence);
        if (alone is not null)
            await _server.StopAsync();
    }

    private async Task StartOrJoinAsync()
    {
        if (await _server.StartOrJoinAsync())
            LogStarted(_folder.Major, _folder.Data);
        else
            LogJoined(_folder.Major, _folder.Data);
    }

    private async Task WatchAsync()
    {
        using var looks = new PeriodicTimer(s_betweenLooks, _clock);
        try
        {
            while (await looks.WaitForNextTickAsync(_leaving.Token))
            {
                await LookAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // We leave, and whoever stays has a watch of its own.
        }
    }

    /// <summary>Starts the server again if it is gone. Whatever hinders that, the next look tries again; every request says meanwhile that the database is away.</summary>
    private async Task LookAsync()
    {
        try
        {
            if (_server.IsAlive)
                return;

            LogGone(_folder.Data);
            await using var turn = await FileLock.TakeAsync(_folder.Turn);
            await StartOrJoinAsync();
        }
        catch (Exception failed)
        {
            LogHindered(failed);
        }
    }

    [LoggerMessage(LogLevel.Information, "PostgreSQL {Major} started in {Data}")]
    private partial void LogStarted(int major, string data);

    [LoggerMessage(LogLevel.Information, "Joined the PostgreSQL {Major} that runs in {Data}")]
    private partial void LogJoined(int major, string data);

    [LoggerMessage(LogLevel.Warning, "The PostgreSQL in {Data} is gone and will be started again")]
    private partial void LogGone(string data);

    [LoggerMessage(LogLevel.Error, "PostgreSQL could not be looked after; this is tried again")]
    private partial void LogHindered(Exception failed);
}
