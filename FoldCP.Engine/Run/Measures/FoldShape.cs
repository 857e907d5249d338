using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Run.Measures;

/// <summary>
/// A fold that is measured: the demo's network, or the released channel sizes with few blocks. The default is in proportion to a released
/// one with 200 steps and three rounds of recycling: about a sixtieth of each stage.
/// </summary>
internal sealed record FoldShape
{
    /// <summary>demo or boltz2.</summary>
    public string Network { get; init; } = "boltz2";

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

    /// <summary>How the ranks lie, such as 4x1; null: as usual for so many.</summary>
    public string? Mesh { get; init; }

    /// <summary>Whether each message is waited for at once.</summary>
    public bool IsPrompt { get; init; }

    /// <summary>Whether large pieces of memory go back to the system at once: then it is measured what is alive, and not what the C library keeps.</summary>
    public bool GivesBack { get; init; }

    public static FoldShape Parse(string json) => JsonSerializer.Deserialize<FoldShape>(json)!;

    /// <summary>One word of a command line.</summary>
    public string Word() => JsonSerializer.Serialize(this);

    public Boltz2Config Config() => Network == FoldOptions.DemoWeights ? Boltz2Config.Demo : MeasuredNetwork.Released with
    {
        PairformerArgs = MeasuredNetwork.Released.PairformerArgs with { NumBlocks = Blocks },
        ScoreModelArgs = MeasuredNetwork.Released.ScoreModelArgs with { TokenTransformerDepth = Layers, AtomEncoderDepth = 3, AtomDecoderDepth = 3 },
    };

    /// <summary>The network of one of the ranks, all of which have the same weights.</summary>
    public FoldingNetwork Made(Mesh mesh)
    {
        random.manual_seed(1);
        var network = new Boltz2(Config(), mesh);
        network.eval();
        network.ComputeIn(Precision());
        return network;
    }

    public Precision Precision() => Precisions.Find(Dtype)!.Value;

    public PredictOptions Options() => new() { RecyclingSteps = 0, SamplingSteps = Steps, Samples = Samples };
}
