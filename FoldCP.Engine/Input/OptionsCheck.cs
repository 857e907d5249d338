using System.Numerics;
using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Input;

/// <summary>Whether options make sense, each by itself: every fault in a sentence that names the option and its value.</summary>
internal static class OptionsCheck
{
    public static IEnumerable<string> Faults(FoldOptions options)
    {
        string?[] faults =
        [
            Outside(options.Samples, 1, FoldOptions.MostSamples, "number of samples"),
            Outside(options.SamplingSteps, FoldOptions.FewestSamplingSteps, FoldOptions.MostSamplingSteps, "number of sampling steps"),
            Outside(options.RecyclingSteps, 0, FoldOptions.MostRecyclingSteps, "number of recycling steps"),
            options.Ranks < 1 ? $"The number of ranks is {options.Ranks}; it must be 1 or more." : null,
            string.IsNullOrWhiteSpace(options.Weights) ? $"No weights are named. Name a weights file, or '{FoldOptions.DemoWeights}'." : null,
            Outside(options.SamplesAtOnce, 1, FoldOptions.MostSamples, "number of samples at once"),
            options.StepScale is { } scale && !(scale > 0 && scale <= FoldOptions.LargestStepScale)
                ? $"The step scale is {FormattableString.Invariant($"{scale}")}; it must be above 0, and at most {FoldOptions.LargestStepScale}."
                : null,
            Outside(options.AlignmentRows, 1, FoldOptions.MostAlignmentRows, "number of alignment rows"),
            Outside(options.SubsampledRows, 1, FoldOptions.MostAlignmentRows, "number of subsampled rows"),
            options.Method is { } method && MethodNames.Find(method) is null
                ? $"The method '{method}' is not known. Known are {string.Join(", ", MethodNames.All)}."
                : null,
            Outside(options.Affinity?.Samples, 1, FoldOptions.MostSamples, "number of the affinity's samples"),
            Outside(options.Affinity?.SamplingSteps, FoldOptions.FewestSamplingSteps, FoldOptions.MostSamplingSteps, "number of the affinity's sampling steps"),
            options.Affinity is { Weights: { } weights } && string.IsNullOrWhiteSpace(weights) ? "The affinity's weights have no name. Name a file, or leave them out." : null,
            Precisions.Find(options.Precision) is null ? $"The precision '{options.Precision}' is not known. Known are {string.Join(", ", Precisions.Names)}." : null,
        ];
        return faults.OfType<string>();
    }

    private static string? Outside<T>(T? value, T least, T most, string name) where T : struct, INumber<T> =>
        value is not { } given || (given >= least && given <= most) ? null : $"The {name} is {given}; it must be from {least} to {most}.";
}
