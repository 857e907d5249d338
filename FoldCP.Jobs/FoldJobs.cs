using FoldCP.Jobs.Folds;
using FoldCP.Jobs.Imports;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
        services.AddHangfire(hangfire => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(
                storage => storage.UseNpgsqlConnection(connectionString),
                new PostgreSqlStorageOptions
                {
                    SchemaName = "hangfire",
                    UseSlidingInvisibilityTimeout = true,
                    InvisibilityTimeout = TimeSpan.FromMinutes(2),
                    EnableLongPolling = true,
                    QueuePollInterval = TimeSpan.FromSeconds(5),
                }));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = 4;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(2);
        });
    }
}
