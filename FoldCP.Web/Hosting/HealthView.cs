using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FoldCP.Web.Hosting;

/// <summary>What the health endpoints tell.</summary>
/// <param name="Status">Healthy, Degraded or Unhealthy: the worst of the checks</param>
/// <param name="Checks">the state of each check by its name</param>
internal sealed record HealthView(string Status, IReadOnlyDictionary<string, string> Checks)
{
    public static HealthView Of(HealthReport report)
        => new(report.Status.ToString(), report.Entries.ToDictionary(x => x.Key, x => x.Value.Status.ToString()));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext;
