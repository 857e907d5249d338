using FoldCP.Contract.Planning;
using FoldCP.Jobs.Artefacts;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Clusters.Local;
using FoldCP.Jobs.Results;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Folds;

/// <summary>Registers what folds complexes: orders, the reconciler with its steps, the back end, and the store of results.</summary>
public static class AddFoldsExtension
{
    public static IServiceCollection AddFolds(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<FoldsOptions>().BindConfiguration(FoldsOptions.Section);
        services.AddSingleton<IValidateOptions<FoldsOptions>, FoldsOptionsValidator>();
        services.AddMetrics();
        services.AddSingleton<FoldMetrics>();
        services.AddSingleton(_ => CalibrationFile.Read());
        services.AddSingleton(PlanningMachine.This);
        services.AddSingleton<RankPlanner>();
        services.AddSingleton<FoldOrders>();
        services.AddSingleton<FoldChanges>();
        services.AddSingleton<FoldStepQueue>();
        services.AddSingleton<FoldSetbacks>();
        services.AddSingleton<SoleStep>();
        services.AddSingleton<FoldSteps>();
        services.AddSingleton<FoldRows>();
        services.AddSingleton<RunningFolds>();
        services.AddSingleton<FoldSweep>();
        services.AddSingleton<RunFolderCare>();
        services.AddSingleton<ReconcilerPulse>();
        services.AddSingleton<ArtefactStore>();
        services.AddSingleton<ResultIntake>();
        services.AddHealthChecks().AddCheck<ReconcilerPulse>("folds");
        services.AddHostedService(x => x.GetRequiredService<FoldChanges>());
        services.AddHostedService<FoldReconciler>();
        return services.AddLocalBackend();
    }

    private static IServiceCollection AddLocalBackend(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<EngineOptions>().BindConfiguration(EngineOptions.Section).ValidateDataAnnotations();
        services.AddSingleton<EngineCommand>();
        services.AddSingleton<IPostConfigureOptions<EngineOptions>>(x => x.GetRequiredService<EngineCommand>());
        services.AddSingleton<IValidateOptions<EngineOptions>>(x => x.GetRequiredService<EngineCommand>());
        return services.AddSingleton<IClusterBackend, LocalBackend>();
    }
}
