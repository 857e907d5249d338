using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FoldCP.Jobs.Imports;

/// <summary>Removes expired uploads now and then; any number of web processes may do so at once.</summary>
internal sealed partial class UploadSweep(UploadStore store, TimeProvider time, ILogger<UploadSweep> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await SweepAsync(stoppingToken);
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        try
        {
            if (await store.SweepAsync(stop) is > 0 and int removed)
                Removed(removed);
        }
        catch (Exception transient) when (transient is IOException or UnauthorizedAccessException || transient.IsDatabaseAway())
        {
            NextTime(transient);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} expired uploads.")]
    private partial void Removed(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired uploads could not be removed; the next sweep tries again.")]
    private partial void NextTime(Exception reason);
}
