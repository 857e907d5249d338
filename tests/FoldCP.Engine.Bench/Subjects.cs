using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Bench;

/// <summary>What is measured: the big layers at the released networks' widths, the trunk, and a whole forward pass with one block of each kind.</summary>
internal static class Subjects
{
    private const int TokenS = 384;
    private const int TokenZ = 128;

    /// <summary>Sequences in an alignment.</summary>
    public const int Depth = 64;

    private static readonly Mesh s_solo = Mesh.Serial;

    /// <summary>From a name to what prepares weights and inputs for N tokens and returns the run.</summary>
    public static IReadOnlyDictionary<string, Func<int, Action>> All { get; } = new Dictionary<string, Func<int, Action>>
    {
        ["triangle-multiplication"] = n => Pairs(n, new TriangleMultiplication(TokenZ, Edges.Outgoing, s_solo)),
        ["triangle-attention"] = n => Pairs(n, new TriangleAttention(TokenZ, 32, 4, Node.Starting, s_solo)),
        ["transition"] = Transition,
        ["outer-product-mean"] = OuterProductMean,
        ["pair-weighted-averaging"] = PairWeightedAveraging,
        ["pairformer-block"] = PairformerBlock,
        ["trunk"] = Trunk,
        ["forward"] = Forward,
    };

    internal static Boltz2Config Network => MeasuredNetwork.Released;

    private static Action Pairs(int n, nn.Module<Tensor, PairMask, Tensor> layer)
    {
        var (z, mask) = (randn(1, n, n, TokenZ), s_solo.Pairs(ones(1, n)));
        return () => layer.call(z, mask);
    }

    private static Action Transition(int n)
    {
        var (layer, z) = (new Transition(TokenZ, 4 * TokenZ), randn(1, n, n, TokenZ));
        return () => layer.call(z);
    }

    private static Action OuterProductMean(int n)
    {
        var (layer, m, mask) = (new OuterProductMean(64, 32, TokenZ, s_solo), randn(1, n, Depth, 64), ones(1, n, Depth));
        return () => layer.call(m, mask, (n, Depth));
    }

    private static Action PairWeightedAveraging(int n)
    {
        var layer = new PairWeightedAveraging(64, TokenZ, 32, 8, s_solo);
        var (m, z, mask) = (randn(1, n, Depth, 64), randn(1, n, n, TokenZ), s_solo.Pairs(ones(1, n)));
        return () => layer.call(m, z, mask, Depth);
    }

    private static Action PairformerBlock(int n)
    {
        var layer = new PairformerLayer(TokenS, TokenZ, Network.PairformerArgs, s_solo);
        var (s, z, tokens) = (randn(1, n, TokenS), randn(1, n, n, TokenZ), ones(1, n));
        var (plan, mask) = (new TokenPlan(s_solo, tokens), s_solo.Pairs(tokens));
        return () => layer.call((s, z), plan, mask);
    }

    private static Action Trunk(int n)
    {
        var (network, features) = (Loaded(), MeasuredNetwork.Features(n));
        return () => network.Understand(features, recyclingSteps: 0, new PhiloxNoise(1), Steps.Untold);
    }

    private static Action Forward(int n)
    {
        var (network, features) = (Loaded(), MeasuredNetwork.Features(n));
        return () => network.Predict(features, new PredictOptions { RecyclingSteps = 0, SamplingSteps = 2 }, new PhiloxNoise(1)).Dispose();
    }

    internal static Boltz2 Loaded(Boltz2Config? config = null)
    {
        var network = new Boltz2(config ?? Network);
        network.eval();
        return network;
    }
}
