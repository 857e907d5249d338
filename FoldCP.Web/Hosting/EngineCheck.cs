using FoldCP.Jobs.Clusters;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace FoldCP.Web.Hosting;

/// <summary>The engine's program is still where it was at the start.</summary>
internal sealed class EngineCheck(IOptions<EngineOptions> engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(File.Exists(engine.Value.Command)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"There is no engine at {engine.Value.Command} (Engine:Command)."));
}
