using Microsoft.Extensions.DependencyInjection;

namespace FoldCP.Jobs.Folds;

/// <summary>Registers what folds complexes.</summary>
public static class AddFoldsExtension
{
    public static IServiceCollection AddFolds(this IServiceCollection services)
    {
        services.AddSingleton<FoldOrders>();
        services.AddSingleton<FoldChanges>();
        services.AddHostedService(x => x.GetRequiredService<FoldChanges>());
        return services;
    }
}
