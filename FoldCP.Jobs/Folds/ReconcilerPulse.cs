using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FoldCP.Jobs.Folds;

/// <summary>Whether folds are being moved, for the health endpoint and for whoever wonders why nothing happens.</summary>
public sealed class ReconcilerPulse(TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan s_worryAfter = TimeSpan.FromSeconds(30);

    private volatile Beats _last = new(clock.GetUtcNow(), "It has just started.");

    internal void Beat(string word) => _last = new Beats(clock.GetUtcNow(), word);

    internal void Miss(string cause) => _last = _last with { Word = cause };

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var silence = clock.GetUtcNow() - _last.At;
        return Task.FromResult(silence < s_worryAfter
            ? HealthCheckResult.Healthy(_last.Word)
            : HealthCheckResult.Degraded($"Folds have not been moved for {silence.TotalSeconds:0} s. {_last.Word}"));
    }

    private sealed record Beats(DateTimeOffset At, string Word);
}
