using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Folds;

/// <summary>How much is folded at once.</summary>
public sealed class FoldsOptions
{
    public const string Section = "Folds";

    /// <summary>Folds in the engine's hands at once. By default one per two cores, at least one; 0 starts nothing new.</summary>
    [Range(0, 100_000, ErrorMessage = "Folds:MaxRunning must be 0 to 100000.")]
    public int MaxRunning { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Processes of those folds. One that has more of its own waits until it is alone. By default one per core.</summary>
    [Range(1, 100_000, ErrorMessage = "Folds:MaxProcesses must be 1 to 100000.")]
    public int MaxProcesses { get; set; } = Environment.ProcessorCount;

    /// <summary>For so many days one can go on from where a fold failed or was cancelled; then what it had computed is removed.</summary>
    [Range(0, 3650, ErrorMessage = "Folds:KeepCheckpointsDays must be 0 to 3650.")]
    public int KeepCheckpointsDays { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class FoldsOptionsValidator : IValidateOptions<FoldsOptions>;
