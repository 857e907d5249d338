using System.Text.Json.Serialization;

namespace FoldCP.Contract.Planning;

/// <summary>What folds take, fitted to measurements on one machine (docs/plan.md).</summary>
/// <param name="Machine">where it was measured</param>
/// <param name="MeasuredAt">when</param>
/// <param name="Networks">of each kind</param>
public sealed partial record Calibration(string Machine, DateTimeOffset MeasuredAt, IReadOnlyList<NetworkFit> Networks)
{
    /// <exception cref="KeyNotFoundException">nobody has measured such a network</exception>
    internal NetworkFit Of(string network) =>
        Networks.FirstOrDefault(fit => fit.Network == network) ?? throw new KeyNotFoundException($"No network '{network}' has been measured on {Machine}.");
}

/// <summary>A network's counts, and what was measured of it.</summary>
/// <param name="Network">demo or boltz2</param>
/// <param name="WeightBytes">of its weights in fp32</param>
/// <param name="TrunkBlocks">in one round: of the alignment and of the pairformer</param>
/// <param name="ConfidenceBlocks">for each sample</param>
/// <param name="PairChannels">of a pair of tokens</param>
/// <param name="TokenLayers">of the diffusion's transformer</param>
/// <param name="TokenChannels">of a token there</param>
/// <param name="Memory">for each kind of numbers that was measured, and each stage</param>
/// <param name="Times">of a step of each stage, in fp32</param>
/// <param name="TokenHeads">of each layer of the diffusion's transformer; older calibrations do not say</param>
public sealed record NetworkFit(
    string Network, double WeightBytes, int TrunkBlocks, int ConfidenceBlocks, int PairChannels, int TokenLayers, int TokenChannels,
    IReadOnlyList<MemoryFit> Memory, IReadOnlyList<TimeFit> Times, int TokenHeads = PlannedTraffic.TokenHeads);

/// <summary>
/// The memory of a rank in a stage beyond its weights and the diffusion's biases: fixed + perToken N + perLocalPair N²/P + perLocalLetter S N/P bytes, the
/// process included.
/// </summary>
/// <param name="Dtype">fp32 or bf16; fp64 takes twice fp32, and tf32 as much</param>
/// <param name="Fixed">bytes</param>
/// <param name="PerToken">bytes</param>
/// <param name="PerLocalPair">β, bytes</param>
/// <param name="PerLocalLetter">bytes of a letter of the alignment</param>
/// <param name="LargestError">how far the fit was off at most, relative to what was measured</param>
/// <param name="Fitted">to which folds; null: an older calibration, which does not say</param>
/// <param name="Stage">trunk, conditioning, sampling or confidence; null: an older calibration, which knows whole folds only, with all of the biases among the pairs</param>
public sealed record MemoryFit(
    string Dtype, double Fixed, double PerToken, double PerLocalPair, double PerLocalLetter, double LargestError, FittedRange? Fitted = null, string? Stage = null)
{
    public double Bytes(double tokens, double rows, int ranks) =>
        Fixed + (PerToken * tokens) + (((PerLocalPair * tokens * tokens) + (PerLocalLetter * rows * tokens)) / ranks);
}

/// <summary>The time of a step of a stage, a thread to a rank: (perCube N³ + perSquare N²)/P + perToken N + perByte (received by a rank), seconds.</summary>
/// <param name="Stage">trunk: a step is a block; conditioning: once; sampling: a step of it; confidence: a block for a sample</param>
/// <param name="PerCube">seconds</param>
/// <param name="PerSquare">seconds</param>
/// <param name="PerToken">seconds</param>
/// <param name="PerByte">seconds</param>
/// <param name="LargestError">how far the fit was off at most, relative to what was measured</param>
/// <param name="Fitted">to which folds; null: an older calibration, which does not say</param>
public sealed record TimeFit(
    string Stage, double PerCube, double PerSquare, double PerToken, double PerByte, double LargestError, FittedRange? Fitted = null)
{
    public double Seconds(double tokens, int ranks, double bytes) =>
        (((PerCube * tokens) + PerSquare) * tokens * tokens / ranks) + (PerToken * tokens) + (PerByte * bytes);
}

/// <summary>The file of a calibration.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, WriteIndented = true)]
[JsonSerializable(typeof(Calibration))]
public sealed partial class CalibrationJson : JsonSerializerContext;
