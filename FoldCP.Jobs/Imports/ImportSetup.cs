using FoldCP.Jobs.Sequences;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Imports;

/// <summary>Registers uploads, imports and the repair of missing sequences.</summary>
public static class ImportSetup
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<ImportOptions>, ImportOptionsValidator>();
        services.AddOptionsWithValidateOnStart<ImportOptions>().BindConfiguration(ImportOptions.Section);
        services.AddSingleton<UploadStore>();
        services.AddSingleton<ImportReading>();
        services.AddSingleton<ConfirmImport>();
        services.AddSingleton<SequenceRepair>();
        services.AddHostedService<UploadSweep>();
        return services;
    }
}
