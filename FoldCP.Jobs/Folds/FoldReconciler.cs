using FoldCP.Jobs.Clusters;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// Moves all folds, every second, in one of the servers at a time. Whatever goes wrong is told, and tried again: this never ends
/// before the server does.
/// </summary>
internal sealed partial class FoldReconciler(
    NpgsqlDataSource source, FoldSweep sweep, RunFolderCare care, ReconcilerPulse pulse, TimeProvider clock, ILogger<FoldReconciler> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_tidyEvery = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var seat = await ReconcilerSeat.TryTakeAsync(source, stoppingToken);
                if (seat is null)
                    pulse.Beat("Another server moves the folds.");
                else
                    await SitAsync(seat, stoppingToken);
            }
            catch (Exception interruption) when (interruption is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Interrupted(interruption);
            }
            await Task.Delay(s_every, clock, stoppingToken);
        }
    }

    private async Task SitAsync(ReconcilerSeat seat, CancellationToken stop)
    {
        LogSeated();
        var tidyAt = DateTimeOffset.MinValue;
        for (bool first = true; ; first = false)
        {
            await seat.AssureAsync(stop);
            await SweepAsync(first, stop);
            if (clock.GetUtcNow() is var now && now >= tidyAt)
            {
                await care.TidyAsync(stop);
                tidyAt = now + s_tidyEvery;
            }
            await Task.Delay(s_every, clock, stop);
        }
    }

    private async Task SweepAsync(bool first, CancellationToken stop)
    {
        try
        {
            await sweep.RunAsync(first, stop);
            pulse.Beat("All folds were looked at.");
        }
        catch (ClusterUnreachableException unreachable)
        {
            pulse.Miss(unreachable.Message);
            LogUnreachable(unreachable.Message);
        }
    }

    private void Interrupted(Exception interruption)
    {
        pulse.Miss(interruption.Message);
        if (interruption.IsDatabaseAway())
            LogDatabaseGone(interruption.Message);
        else
            LogInterrupted(interruption);
    }

    [LoggerMessage(LogLevel.Information, "This server moves the folds now")]
    private partial void LogSeated();

    [LoggerMessage(LogLevel.Warning, "The back end cannot be reached; running folds are looked at again soon: {Cause}")]
    private partial void LogUnreachable(string cause);

    [LoggerMessage(LogLevel.Warning, "The database cannot be reached; folds are moved on as soon as it is back: {Cause}")]
    private partial void LogDatabaseGone(string cause);

    [LoggerMessage(LogLevel.Error, "Moving the folds was interrupted and starts again")]
    private partial void LogInterrupted(Exception interruption);
}
