using FoldCP.Contract.Planning;

namespace FoldCP.Engine.Tests.Contract.Planning;

/// <summary>A calibration with round numbers: a rank takes 1 GB of weights, 1 GB, 1 MB a token, 1 kB a pair and 100 bytes a letter.</summary>
internal static class MadeUp
{
    public static Calibration Calibration { get; } = new("a made-up machine", new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    [
        new("boltz2", WeightBytes: 1e9, TrunkBlocks: 68, ConfidenceBlocks: 8, PairChannels: 128, TokenLayers: 24, TokenChannels: 768,
            [new("fp32", 1e9, 1e6, 1e3, 100, 0.01), new("bf16", 1e9, 1e6, 500, 50, 0.01)],
            [
                new("trunk", 1e-9, 1e-6, 0, 0, 0.1), new("conditioning", 0, 1e-5, 0, 0, 0.1),
                new("sampling", 0, 1e-6, 1e-4, 0, 0.1), new("confidence", 1e-9, 1e-6, 0, 1e-9, 0.1),
            ]),
    ]);

    /// <summary>
    /// The same with memory of stages in fp32: beside 1 GB a trunk takes 2 kB a pair, and 100 bytes a letter; conditioning 1 kB a pair and sampling 100 bytes, and
    /// both biases, 64 bytes a pair for each of 24 layers; confidence nothing.
    /// </summary>
    public static Calibration Staged { get; } = Calibration with
    {
        Networks = [Calibration.Networks[0] with
        {
            Memory =
            [
                new("fp32", 1e9, 0, 2000, 100, 0.01, Stage: "trunk"), new("fp32", 1e9, 0, 1000, 0, 0.01, Stage: "conditioning"),
                new("fp32", 1e9, 0, 100, 0, 0.01, Stage: "sampling"), new("fp32", 1e9, 0, 0, 0, 0.01, Stage: "confidence"),
            ],
        }],
    };
}
