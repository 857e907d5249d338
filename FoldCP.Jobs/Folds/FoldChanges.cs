using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// Tells who watches a campaign that folds in it changed, whichever process changed them (PostgreSQL LISTEN). When the connection
/// is lost every watcher is told, and again when it has been made anew, since something may have been missed.
/// </summary>
public sealed partial class FoldChanges(NpgsqlDataSource source, TimeProvider clock, ILogger<FoldChanges> logger) : BackgroundService
{
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_askIfAlive = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Channel<bool>, Guid?> _watchers = [];
    private readonly ConcurrentDictionary<Guid, long> _changed = [];
    private long _count;
    private long _allChanged;
    private volatile bool _listens;

    /// <summary>How many watch at the moment; a page that is closed must not stay here.</summary>
    public int Watchers => _watchers.Count;

    /// <summary>
    /// Another number after each change, so that what was read under one number is still true while the number is the same; null
    /// while changes may go unheard.
    /// </summary>
    /// <param name="campaignId">the campaign; null for all of them</param>
    public long? VersionOf(Guid? campaignId) => !_listens ? null
        : campaignId is { } id ? Math.Max(_changed.GetValueOrDefault(id), Interlocked.Read(ref _allChanged))
        : Interlocked.Read(ref _count);

    /// <summary>
    /// Yields once at once, and then after changes of the campaign's folds; what changes while the caller is busy comes as one.
    /// So the body of an <c>await foreach</c> over this loads and shows, and may wait a little to show less often.
    /// </summary>
    /// <param name="campaignId">the campaign to watch; null for all of them</param>
    /// <param name="stop">ends the watch</param>
    public async IAsyncEnumerable<bool> WatchAsync(Guid? campaignId, [EnumeratorCancellation] CancellationToken stop)
    {
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _watchers[news] = campaignId;
        try
        {
            news.Writer.TryWrite(true);
            await foreach (bool changed in news.Reader.ReadAllAsync(stop))
                yield return changed;
        }
        finally
        {
            _watchers.TryRemove(news, out _);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception lost) when (lost is not OperationCanceledException)
            {
                LogLost(lost.Message);
                await Task.Delay(s_retryAfter, clock, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        connection.Notification += (_, news) => Tell(news.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {FoldSaving.Channel}", connection))
            await listen.ExecuteNonQueryAsync(stop);

        Interlocked.Exchange(ref _allChanged, Interlocked.Increment(ref _count));
        _listens = true;
        try
        {
            TellAll();
            while (true)
            {
                if (!await connection.WaitAsync(s_askIfAlive, stop))
                    await AskIfAliveAsync(connection, stop);
            }
        }
        finally
        {
            _listens = false;
            TellAll();
        }
    }

    private static async Task AskIfAliveAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand("SELECT 1", connection);
        await ask.ExecuteNonQueryAsync(stop);
    }

    private void Tell(string payload)
    {
        if (!Guid.TryParse(payload, out var campaignId))
            return;

        _changed[campaignId] = Interlocked.Increment(ref _count);
        foreach (var (news, watched) in _watchers)
        {
            if (watched is null || watched == campaignId)
                news.Writer.TryWrite(true);
        }
    }

    private void TellAll()
    {
        foreach (var news in _watchers.Keys)
            news.Writer.TryWrite(true);
    }

    [LoggerMessage(LogLevel.Warning, "Listening for changes of folds was interrupted and starts again: {Cause}")]
    private partial void LogLost(string cause);
}
