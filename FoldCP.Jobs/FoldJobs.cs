using FoldCP.Jobs.Folds;
using FoldCP.Jobs.Imports;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FoldCP.Jobs;

/// <summary>Registers all that this project offers.</summary>
public static class FoldJobs
{
    /// <param name="services">where to</param>
    /// <param name="state">where files are kept</param>
    /// <param name="connectionString">of the database that holds everything else</param>
    public static IServiceCollection AddFoldJobs(this IServiceCollection services, StateFolder state, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(state);
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddDbContextFactory<FoldContext>((provider, db) => db.UseFoldDatabase(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddShortJobs(connectionString);
        services.AddImports();
        services.AddFolds();
        return services;
    }

    /// <summary>Hangfire, for steps of seconds. Sliding invisibility: without it a slow job is taken by a second worker.</summary>
    private static void AddShortJobs(this IServiceCollection services, string connectionString)
    {
        // Hangfire would take storage and activator from statics, which belong to whichever server of the process started last.
        services.AddSingleton<JobStorage>(_ => StorageOf(connectionString));
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire((provider, hangfire) => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings()
            .UseLogProvider(new HangfireLog(provider.GetRequiredService<ILoggerFactory>())));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = 4;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(2);
        });
    }

    private static PostgreSqlStorage StorageOf(string connectionString)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = "hangfire",
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromMinutes(2),
            EnableLongPolling = true,
            QueuePollInterval = TimeSpan.FromSeconds(5),
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
    }
}
