using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to build and run each layer of the reference that stands alone.</summary>
internal static class GoldenLayers
{
    private static readonly Mesh Solo = Mesh.Serial;

    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["layers.transition.Transition"] = c => One("y", Load(c, a => new Transition(a.Int("dim"), a.Int("hidden"), a.Has("out_dim") ? a.Int("out_dim") : null)).call(c.In("x"))),
        ["layers.triangular_mult.TriangleMultiplicationOutgoing"] = c => One("z", Load(c, _ => new TriangleMultiplication((int)c.In("x").shape[^1], Edges.Outgoing, Solo)).call(c.In("x"), Pairs(c))),
        ["layers.triangular_mult.TriangleMultiplicationIncoming"] = c => One("z", Load(c, _ => new TriangleMultiplication((int)c.In("x").shape[^1], Edges.Incoming, Solo)).call(c.In("x"), Pairs(c))),
        ["layers.triangular_attention.attention.TriangleAttentionStartingNode"] = c => One("z", TriangleAttention(c, Node.Starting)),
        ["layers.triangular_attention.attention.TriangleAttentionEndingNode"] = c => One("z", TriangleAttention(c, Node.Ending)),
        ["layers.outer_product_mean.OuterProductMean"] = OuterProductMean,
        ["layers.pair_averaging.PairWeightedAveraging"] = PairWeightedAveraging,
        ["layers.attentionv2.AttentionPairBias"] = AttentionPairBias,
        ["layers.pairformer.PairformerLayer"] = c => Both(Load(c, a => new PairformerLayer(a.Int("token_s"), a.Int("token_z"), Boltz2Config.Part<PairformerArgs>(a.Json), Solo)).call((c.In("s"), c.In("z")), c.In("mask"), Pairs(c, "pair_mask"))),
        ["layers.pairformer.PairformerModule"] = c => Both(Load(c, a => new PairformerModule(a.Int("token_s"), a.Int("token_z"), Boltz2Config.Part<PairformerArgs>(a.Json), Solo)).Updated((c.In("s"), c.In("z")), c.In("mask"), Pairs(c, "pair_mask"))),
        ["layers.pairformer.PairformerNoSeqLayer"] = c => One("z", Load(c, a => new PairformerNoSeqLayer(a.Int("token_z"), a.Int("pairwise_head_width"), a.Int("pairwise_num_heads"), Solo)).call(c.In("z"), Pairs(c, "pair_mask"))),
        ["layers.pairformer.PairformerNoSeqModule"] = c => One("z", Load(c, a => new PairformerNoSeqModule(a.Int("token_z"), a.Int("num_blocks"), a.Int("pairwise_head_width"), a.Int("pairwise_num_heads"), Solo)).Updated(c.In("z"), Pairs(c, "pair_mask"))),
        ["modules.trunkv2.MSALayer"] = MsaLayer,
        ["modules.transformersv2.AdaLN"] = c => One("a", Load(c, a => new AdaLN(a.Int("dim"), a.Int("dim_single_cond"))).call(c.In("a"), c.In("s"))),
        ["modules.transformersv2.ConditionedTransitionBlock"] = c => One("a", Load(c, a => new ConditionedTransitionBlock(a.Int("dim_single"), a.Int("dim_single_cond"))).call(c.In("a"), c.In("s"))),
        ["modules.transformersv2.DiffusionTransformer"] = c => One("a", Load(c, a => new DiffusionTransformer(Transformer(a) with { PostLayerNorm = a.Bool("post_layer_norm") }, Solo))
            .Updated(c.In("a"), c.In("s"), ByLayer(c.In("bias"), c.Ctor.Int("depth")), c.In("mask"))),
    };

    /// <summary>Biases [.., layers * heads] as one per layer, heads first: [B, heads, ..].</summary>
    public static IReadOnlyList<Tensor> ByLayer(Tensor biases, int layers) => [.. biases.movedim([-1], [1]).chunk(layers, dim: 1)];

    /// <summary>The same for windows: [B, K, W, H, layers * heads] as [B, K, heads, W, H].</summary>
    public static IReadOnlyList<Tensor> WindowsByLayer(Tensor biases, int layers) => [.. biases.movedim([-1], [2]).chunk(layers, dim: 2)];

    public static Outputs One(string name, Tensor value) => new Dictionary<string, Tensor> { [name] = value };

    public static TModule Load<TModule>(GoldenCase c, Func<Args, TModule> build)
        where TModule : nn.Module => c.Loaded(build(c.Ctor));

    public static PairMask Pairs(GoldenCase c, string name = "mask") => new(c.In(name), c.In(name).shape[1]);

    public static DiffusionTransformerArgs Transformer(Args a) => new(a.Int("depth"), a.Int("heads"), a.Int("dim"), a.Int("dim_single_cond"));

    public static Outputs Both((Tensor S, Tensor Z) sz) => new Dictionary<string, Tensor> { ["s"] = sz.S, ["z"] = sz.Z };

    private static Tensor TriangleAttention(GoldenCase c, Node node)
        => Load(c, a => new TriangleAttention(a.Int("c_in"), a.Int("c_hidden"), a.Int("no_heads"), node, Solo)).call(c.In("x"), Pairs(c));

    private static Outputs OuterProductMean(GoldenCase c)
    {
        var (m, mask) = (c.In("m").transpose(1, 2), c.In("mask").transpose(1, 2));
        var layer = Load(c, a => new OuterProductMean(a.Int("c_in"), a.Int("c_hidden"), a.Int("c_out"), Solo));
        return One("z", layer.call(m, mask, (m.shape[1], m.shape[2])));
    }

    private static Outputs PairWeightedAveraging(GoldenCase c)
    {
        var m = c.In("m").transpose(1, 2);
        var layer = Load(c, a => new PairWeightedAveraging(a.Int("c_m"), a.Int("c_z"), a.Int("c_h"), a.Int("num_heads"), Solo));
        return One("m", layer.call(m, c.In("z"), Pairs(c), m.shape[2]).transpose(1, 2));
    }

    private static Outputs AttentionPairBias(GoldenCase c)
    {
        var layer = Load(c, a => new AttentionPairBias(a.Int("c_s"), a.Int("num_heads"), a.Has("c_z") ? a.Int("c_z") : null, Solo));
        var bias = c.Ctor.Has("c_z") ? layer.BiasFrom(c.In("z")) : c.In("z").permute(0, 3, 1, 2);
        return One("s", layer.call(c.In("s"), c.In("k_in"), bias, c.In("mask")));
    }

    private static Outputs MsaLayer(GoldenCase c)
    {
        var m = c.In("m").transpose(1, 2);
        var layer = Load(c, a => new MSALayer(a.Int("token_z"), Boltz2Config.Part<MsaArgs>(a.Json), Solo));
        var updated = layer.call((c.In("z"), m), Pairs(c, "token_mask"), (c.In("msa_mask").transpose(1, 2), m.shape[2]));
        return new Dictionary<string, Tensor> { ["z"] = updated.Z, ["m"] = updated.M.transpose(1, 2) };
    }
}
