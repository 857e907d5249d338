using FoldCP.Contract;
using FoldCP.Jobs.Folds;

namespace FoldCP.Web.Campaigns;

/// <summary>What a person sets before folding, with the bounds within which it makes sense.</summary>
public sealed class FoldForm
{
    public const int MostSamples = 25;

    public const int FewestSamplingSteps = FoldOptions.FewestSamplingSteps;

    public const int MostSamplingSteps = 1000;

    public const int MostRecyclingSteps = 20;

    public long? Seed { get; set; } = FoldSettings.Default.Seed;

    public int? Samples { get; set; } = FoldSettings.Default.Samples;

    public int? SamplingSteps { get; set; } = FoldSettings.Default.SamplingSteps;

    public int? RecyclingSteps { get; set; } = FoldSettings.Default.RecyclingSteps;

    /// <summary>So many processes this computer lends to one fold.</summary>
    public int MostRanks { get; init; } = 1;

    /// <summary>How many share each fold; null: as many as are best for each.</summary>
    public int? Ranks { get; set; }

    /// <summary>The first thing that is wrong, in the user's words; null if all is well.</summary>
    public string? Fault
        => Seed is not >= 0 ? "The seed is a whole number, 0 or more."
        : Within(Samples, 1, MostSamples, "Samples")
        ?? Within(SamplingSteps, FewestSamplingSteps, MostSamplingSteps, "Sampling steps")
        ?? Within(RecyclingSteps, 0, MostRecyclingSteps, "Recycling steps")
        ?? Within(Ranks ?? 1, 1, MostRanks, "Processes");

    /// <exception cref="InvalidOperationException">there is a fault</exception>
    public FoldSettings ToSettings()
        => Fault is null
            ? new FoldSettings(FoldOptions.DemoWeights, Seed!.Value, Samples!.Value, RecyclingSteps!.Value, SamplingSteps!.Value)
            : throw new InvalidOperationException(Fault);

    private static string? Within(int? value, int least, int most, string name)
        => value >= least && value <= most ? null : $"{name}: a whole number from {least} to {most}.";
}
