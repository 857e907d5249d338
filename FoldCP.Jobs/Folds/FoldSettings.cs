using FoldCP.Contract;

namespace FoldCP.Jobs.Folds;

/// <summary>How to fold; see <see cref="FoldOptions"/>. Two folds of a complex with equal settings give the same structure.</summary>
public sealed record FoldSettings(string Weights, long Seed, int Samples, int RecyclingSteps, int SamplingSteps)
{
    /// <summary>What is folded with unless someone says otherwise.</summary>
    public static FoldSettings Default { get; } = From(new FoldOptions());

    public static FoldSettings From(FoldOptions options)
        => new(options.Weights, options.Seed, options.Samples, options.RecyclingSteps, options.SamplingSteps);
}
