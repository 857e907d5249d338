using System.Text.Json;
using FoldCP.Engine.Features;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>
/// A fold at the released channel sizes and with few blocks. The default is in proportion to a released one with 200 steps and three
/// rounds of recycling: about a sixtieth of each stage.
/// </summary>
internal sealed record FoldShape
{
    /// <summary>N, of two chains.</summary>
    public int Tokens { get; init; } = 512;

    /// <summary>Of the alignment.</summary>
    public int Rows { get; init; } = 32;

    /// <summary>Of the pairformer; alignment, templates and confidence have one each.</summary>
    public int Blocks { get; init; } = 4;

    /// <summary>Of the diffusion's transformer of tokens.</summary>
    public int Layers { get; init; } = 24;

    /// <summary>Of sampling.</summary>
    public int Steps { get; init; } = 3;

    public int Samples { get; init; } = 1;

    /// <summary>In which numbers.</summary>
    public string Dtype { get; init; } = "fp32";

    public static FoldShape Parse(string json) => JsonSerializer.Deserialize<FoldShape>(json)!;

    /// <summary>One word of a command line.</summary>
    public string Word() => JsonSerializer.Serialize(this);

    public Boltz2Config Config() => Subjects.Network with
    {
        PairformerArgs = Subjects.Network.PairformerArgs with { NumBlocks = Blocks },
        ScoreModelArgs = Subjects.Network.ScoreModelArgs with { TokenTransformerDepth = Layers, AtomEncoderDepth = 3, AtomDecoderDepth = 3 },
    };

    public Precision Precision() => Precisions.Find(Dtype)
        ?? throw new ArgumentException($"'{Dtype}' is no kind of numbers; there are {string.Join(", ", Precisions.Names)}.");

    public FoldFeatures Features() => Subjects.Features(Tokens, Rows);

    public PredictOptions Options() => new() { RecyclingSteps = 0, SamplingSteps = Steps, Samples = Samples };
}
