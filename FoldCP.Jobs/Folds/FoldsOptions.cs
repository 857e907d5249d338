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
}

[OptionsValidator]
internal sealed partial class FoldsOptionsValidator : IValidateOptions<FoldsOptions>;
