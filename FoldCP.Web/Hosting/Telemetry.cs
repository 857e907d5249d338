using FoldCP.Jobs.Folds;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FoldCP.Web.Hosting;

/// <summary>Figures and traces for whoever collects them; nothing is sent unless OTEL_EXPORTER_OTLP_ENDPOINT says where to.</summary>
internal static class Telemetry
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Database = "Npgsql";

    public static IServiceCollection AddFoldTelemetry(this IServiceCollection services, IConfiguration settings)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("foldcp", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString()))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(FoldMetrics.Name, Database))
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource(FoldMetrics.Name, Database));
        if (!string.IsNullOrEmpty(settings[Endpoint]))
            telemetry.UseOtlpExporter();
        return services;
    }

    /// <summary>In production one JSON object per line, for machines; a developer reads plain lines.</summary>
    public static ILoggingBuilder AddFoldConsole(this ILoggingBuilder logging, IHostEnvironment environment)
    {
        logging.ClearProviders();
        return environment.IsDevelopment() ? logging.AddSimpleConsole() : logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "O";
        });
    }
}
