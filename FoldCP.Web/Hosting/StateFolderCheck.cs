using FoldCP.Jobs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FoldCP.Web.Hosting;

/// <summary>The state folder takes files: it is there, ours and not full.</summary>
internal sealed class StateFolderCheck(StateFolder state) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var probe = new FileStream(
                Path.Combine(state.Runs, $".probe-{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            await probe.WriteAsync(new byte[1], cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Unhealthy($"The state folder {state.Path} cannot be written.", refused);
        }
    }
}
