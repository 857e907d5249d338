namespace FoldCP.Contract.Planning;

/// <summary>What of a fold decides what it takes.</summary>
/// <param name="Tokens">N: residues, nucleotides, and atoms of ligands</param>
/// <param name="Rows">of the alignment</param>
/// <param name="Samples">structures</param>
/// <param name="RecyclingSteps">as in <see cref="FoldOptions"/></param>
/// <param name="SamplingSteps">as in <see cref="FoldOptions"/></param>
/// <param name="Weights">as in <see cref="FoldOptions"/>; all but the demo's are taken for as large as the published ones</param>
/// <param name="Dtype">in which numbers: fp32, tf32, bf16 or fp64</param>
public sealed record FoldDemand(
    long Tokens, long Rows = 1, int Samples = 1, int RecyclingSteps = 3, int SamplingSteps = 200, string Weights = "boltz2", string Dtype = "fp32")
{
    public static FoldDemand Of(long tokens, long rows, FoldOptions options) =>
        new(tokens, Math.Min(rows, options.SubsampledRows ?? long.MaxValue), options.Samples, options.RecyclingSteps, options.SamplingSteps, options.Weights, options.Precision ?? "fp32");

    /// <summary>Whether biases that the diffusion keeps have half the width that pairs have: Boltz-1 makes them where nothing is narrow.</summary>
    internal bool HasNarrowBiases => Dtype == "bf16" && Weights != "boltz1";

    internal string Network => Weights == FoldOptions.DemoWeights ? FoldOptions.DemoWeights : "boltz2";
}
