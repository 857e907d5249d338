using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>The network that a fold is planned for, which need not be on this machine.</summary>
/// <param name="Name">of its weights</param>
/// <param name="Config">its shape</param>
/// <param name="Weights">bytes</param>
internal sealed record PlannedNetwork(string Name, NetworkConfig Config, double Weights)
{
    private static readonly double s_published = ReleasedWeights.Find("boltz2")!.Bytes!.Value;

    /// <summary>Boltz-2 as it was published: the widths that its checkpoints tell.</summary>
    internal static Boltz2Config Published { get; } = Boltz2Config.Demo with
    {
        AtomS = 128,
        AtomZ = 16,
        TokenS = 384,
        TokenZ = 128,
        MsaArgs = new() { MsaS = 64 },
        ScoreModelArgs = new() { TokenTransformerHeads = 16 },
    };

    public MemoryPlan Plan => new(Config, Weights);

    /// <param name="weights">demo, boltz2, or a file</param>
    /// <exception cref="FileNotFoundException">there is no such file, or nobody knows how large these weights are</exception>
    /// <exception cref="InvalidDataException">it is damaged</exception>
    /// <exception cref="NotSupportedException">the network has a part that this engine lacks</exception>
    public static PlannedNetwork Of(string weights)
    {
        if (weights == FoldOptions.DemoWeights)
            return new(weights, Boltz2Config.Demo, 0);
        string path = ReleasedWeights.Find(weights) is { } released ? WeightsCache.Usual().FileOf(released) : weights;
        if (weights == "boltz2" && !File.Exists(path))
            return new(weights, Published, s_published);
        var (config, bytes) = LoadedModel.Described(path);
        return new(weights, config, bytes);
    }
}
