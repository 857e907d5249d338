using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to build and run each layer of the reference that stands alone. What is not said is as the reference's constructors have it.</summary>
internal static class GoldenLayers
{
    private const string Far = "1e6";
    private const string Farther = "1e9";

    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["layers.transition.Transition"] = c => One("y", Load(c, a => new Transition(a.Int("dim", 128), a.Int("hidden", 512), a.IntOrNull("out_dim"))).call(c.In("x"))),
        ["layers.triangular_mult.TriangleMultiplicationOutgoing"] = c => One("z", TriangleMultiplication(c, Edges.Outgoing)),
        ["layers.triangular_mult.TriangleMultiplicationIncoming"] = c => One("z", TriangleMultiplication(c, Edges.Incoming)),
        ["layers.triangular_attention.attention.TriangleAttention"] = c => One("z", TriangleAttention(c, c.Ctor.Bool("starting", true) ? Node.Starting : Node.Ending)),
        ["layers.triangular_attention.attention.TriangleAttentionStartingNode"] = c => One("z", TriangleAttention(c, Node.Starting)),
        ["layers.triangular_attention.attention.TriangleAttentionEndingNode"] = c => One("z", TriangleAttention(c, Node.Ending)),
        ["layers.outer_product_mean.OuterProductMean"] = OuterProductMean,
        ["layers.pair_averaging.PairWeightedAveraging"] = PairWeightedAveraging,
        ["layers.attentionv2.AttentionPairBias"] = AttentionPairBias,
        ["layers.pairformer.PairformerLayer"] = c => Block(c, Pairformer),
        ["layers.pairformer.PairformerModule"] = c => Both(c, Load(c, a => new PairformerModule(a.Int("token_s"), a.Int("token_z"), Pairformer(a), c.Mesh)).call((c.In("s"), c.Block("z")), c.In("mask"), Pairs(c, "pair_mask"), null)),
        ["layers.pairformer.PairformerNoSeqLayer"] = c => One("z", c.Whole(Load(c, a => new PairformerNoSeqLayer(a.Int("token_z"), PairWidth(a), PairHeads(a), c.Mesh, Dropout(a))).call(c.Block("z"), Pairs(c, "pair_mask")), c.In("z").shape[1])),
        ["layers.pairformer.PairformerNoSeqModule"] = c => One("z", c.Whole(Load(c, a => new PairformerNoSeqModule(a.Int("token_z"), a.Int("num_blocks"), PairWidth(a), PairHeads(a), c.Mesh, Dropout(a))).Updated(c.Block("z"), Pairs(c, "pair_mask")), c.In("z").shape[1])),
        ["modules.trunkv2.MSALayer"] = c => MsaLayer(c, a => a.Part<MsaArgs>()),
        ["modules.transformersv2.AdaLN"] = AdaLN,
        ["modules.transformersv2.ConditionedTransitionBlock"] = ConditionedTransition,
        ["modules.transformersv2.DiffusionTransformer"] = DiffusionTransformer,
    };

    /// <summary>Biases [.., layers * heads] as one per layer, heads first: [B, heads, ..].</summary>
    public static IReadOnlyList<Tensor> ByLayer(Tensor biases, int layers) => [.. biases.movedim([-1], [1]).chunk(layers, dim: 1)];

    /// <summary>The same for windows: [B, K, W, H, layers * heads] as [B, K, heads, W, H].</summary>
    public static IReadOnlyList<Tensor> WindowsByLayer(Tensor biases, int layers) => [.. biases.movedim([-1], [2]).chunk(layers, dim: 2)];

    public static Outputs One(string name, Tensor value) => new Dictionary<string, Tensor> { [name] = value };

    public static TModule Load<TModule>(GoldenCase c, Func<Args, TModule> build)
        where TModule : nn.Module => c.Loaded(build(c.Ctor));

    /// <summary>A mask of pairs; without one, all of them exist.</summary>
    public static PairMask Pairs(GoldenCase c, string name = "mask", string of = "z") => c.Has("in." + name)
        ? new(c.Block(name), c.In(name).shape[1])
        : new(ones(c.Block(of).shape[..3], c.In(of).dtype), c.In(of).shape[1]);

    public static DiffusionTransformerArgs Transformer(Args a) => new(a.Int("depth"), a.Int("heads"), a.Int("dim", 384), a.Int("dim_single_cond", a.Int("dim", 384)));

    public static Outputs Both(GoldenCase c, (Tensor S, Tensor Z) sz) => new Dictionary<string, Tensor> { ["s"] = sz.S, ["z"] = c.Whole(sz.Z, sz.S.shape[1]) };

    /// <summary>A block of the pairformer.</summary>
    public static Outputs Block(GoldenCase c, Func<Args, PairformerArgs> shape)
    {
        var layer = Load(c, a => new PairformerLayer(a.Int("token_s"), a.Int("token_z"), shape(a), c.Mesh));
        var (s, z) = layer.call((c.Share("s"), c.Block("z")), new TokenPlan(c.Mesh, c.In("mask")), Pairs(c, "pair_mask"));
        return Both(c, (c.WholeFromShares(s, c.In("s").shape[1]), z));
    }

    public static Outputs AdaLN(GoldenCase c) => One("a", Load(c, a => new AdaLN(a.Int("dim"), a.Int("dim_single_cond"))).call(c.In("a"), c.In("s")));

    public static Outputs ConditionedTransition(GoldenCase c)
        => One("a", Load(c, a => new ConditionedTransitionBlock(a.Int("dim_single"), a.Int("dim_single_cond"), a.Int("expansion_factor", 2))).call(c.In("a"), c.In("s")));

    public static Outputs MsaLayer(GoldenCase c, Func<Args, MsaArgs> shape)
    {
        var (tokens, sequences) = (c.In("m").shape[2], c.In("m").shape[1]);
        var layer = Load(c, a => new MSALayer(a.Int("token_z"), shape(a), c.Mesh));
        var updated = layer.call((c.Block("z"), TokensFirst(c, "m")), Pairs(c, "token_mask"), (TokensFirst(c, "msa_mask"), sequences));
        return new Dictionary<string, Tensor> { ["z"] = c.Whole(updated.Z, tokens), ["m"] = c.Whole(updated.M, tokens, sequences).transpose(1, 2) };
    }

    // An alignment [B, s, i, ..] as this rank's block [B, i, s, ..].
    private static Tensor TokensFirst(GoldenCase c, string name) => c.Mesh.Scatter(c.In(name).transpose(1, 2), 1, 2);

    // The reference's layers cannot run without v2, which is false unless it is said.
    private static PairformerArgs Pairformer(Args a)
    {
        a.Only("v2", "true");
        return a.Part<PairformerArgs>();
    }

    private static int PairWidth(Args a) => a.Int("pairwise_head_width", 32);

    private static int PairHeads(Args a) => a.Int("pairwise_num_heads", 4);

    private static double Dropout(Args a)
    {
        a.HaveNoEffect("post_layer_norm");
        return a.Double("dropout", 0.25);
    }

    private static Tensor TriangleMultiplication(GoldenCase c, Edges edges)
        => c.Whole(Load(c, a => new TriangleMultiplication(a.Int("dim", 128), edges, c.Mesh)).call(c.Block("x"), Pairs(c, of: "x")), c.In("x").shape[1]);

    private static Tensor TriangleAttention(GoldenCase c, Node node)
    {
        c.Ctor.Only("inf", Farther);
        var layer = Load(c, a => new TriangleAttention(a.Int("c_in"), a.Int("c_hidden"), a.Int("no_heads"), node, c.Mesh));
        return c.Whole(layer.call(c.Block("x"), Pairs(c, of: "x")), c.In("x").shape[1]);
    }

    private static Outputs OuterProductMean(GoldenCase c)
    {
        var (tokens, sequences) = (c.In("m").shape[2], c.In("m").shape[1]);
        var layer = Load(c, a => new OuterProductMean(a.Int("c_in"), a.Int("c_hidden"), a.Int("c_out"), c.Mesh));
        return One("z", c.Whole(layer.call(TokensFirst(c, "m"), TokensFirst(c, "mask"), (tokens, sequences)), tokens));
    }

    private static Outputs PairWeightedAveraging(GoldenCase c)
    {
        c.Ctor.Only("inf", Far);
        var (tokens, sequences) = (c.In("m").shape[2], c.In("m").shape[1]);
        var layer = Load(c, a => new PairWeightedAveraging(a.Int("c_m"), a.Int("c_z"), a.Int("c_h"), a.Int("num_heads"), c.Mesh));
        return One("m", c.Whole(layer.call(TokensFirst(c, "m"), c.Block("z"), Pairs(c), sequences), tokens, sequences).transpose(1, 2));
    }

    private static Outputs AttentionPairBias(GoldenCase c)
    {
        c.Ctor.Only("inf", Far);
        var (makesBias, pairDim) = (c.Ctor.Bool("compute_pair_bias", true), c.Ctor.IntOrNull("c_z"));
        var layer = Load(c, a => new AttentionPairBias(a.Int("c_s"), a.Int("num_heads"), makesBias ? pairDim : null));
        var bias = makesBias ? layer.BiasFrom(c.Block("z")) : c.Block("z").permute(0, 3, 1, 2);
        return One("s", c.WholeFromShares(layer.call(c.Share("s"), c.Share("k_in"), bias, Plan(c, bias)), c.In("s").shape[1]));
    }

    private static Outputs DiffusionTransformer(GoldenCase c)
    {
        c.Ctor.Only("pair_bias_attn", "true");
        var module = Load(c, a => new DiffusionTransformer(Transformer(a) with { PostLayerNorm = a.Bool("post_layer_norm") }));
        return Transformed(c, module, ByLayer(c.Block("bias"), c.Ctor.Int("depth")));
    }

    /// <summary>What a transformer makes of tokens.</summary>
    public static Outputs Transformed(GoldenCase c, DiffusionTransformer module, IReadOnlyList<Tensor> biases)
        => One("a", c.WholeFromShares(module.Updated(c.Share("a"), c.Share("s"), biases, Plan(c, biases[0])), c.In("a").shape[1]));

    /// <summary>How tokens attend to one another; the samples of an item have one mask.</summary>
    public static TokenPlan Plan(GoldenCase c, Tensor bias) => new(c.Mesh, c.In("mask").unflatten(0, bias.shape[0], -1).select(1, 0));
}
