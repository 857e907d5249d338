using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using static FoldCP.Engine.Tests.Model.Golden.GoldenLayers;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to build and run the layers and modules of Boltz-1 that differ from those of Boltz-2.</summary>
internal static class GoldenBoltz1
{
    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["layers.attention.AttentionPairBias"] = AttentionPairBias,
        ["modules.trunk.PairformerLayer"] = c => Block(c, Pairformer),
        ["modules.trunk.PairformerModule"] = c => Both(c, Load(c, a => new PairformerModule(a.Int("token_s"), a.Int("token_z"), Pairformer(a), c.Mesh)).call((c.In("s"), c.Block("z")), c.In("mask"), Pairs(c, "pair_mask"), null)),
        ["modules.trunk.MSALayer"] = c => MsaLayer(c, a => a.Boltz1Msa()),
        ["modules.trunk.MSAModule"] = c => One("z", GoldenModules.OfPairs(c, Load(c, a => new MSAModule(a.Int("s_input_dim"), a.Int("token_z"), a.Boltz1Msa(), c.Mesh)).call(c.Block("z"), c.In("emb"), c.Features(), (new RecordedNoise(c), 0), null))),
        ["modules.trunk.InputEmbedder"] = InputEmbedder,
        ["modules.trunk.DistogramModule"] = c => One("y", c.Whole(Load(c, a => new DistogramModule(a.Int("token_z"), a.Int("num_bins"), c.Mesh)).call(c.Block("x"), c.In("x").shape[1]).squeeze(3), c.In("x").shape[1])),
        ["modules.encoders.RelativePositionEncoder"] = c => One("y", GoldenModules.OfPairs(c, Load(c, a => Positions(a, c.Mesh)).call(c.Features()))),
        ["modules.encoders.FourierEmbedding"] = GoldenModules.Fourier,
        ["modules.encoders.SingleConditioning"] = c => GoldenModules.SingleConditioning(c, inputs: Boltz1InputEmbedder.WidthFrom(c.Ctor.Int("token_s", 384))),
        ["modules.encoders.PairwiseConditioning"] = GoldenModules.PairwiseConditioning,
        ["modules.transformers.AdaLN"] = AdaLN,
        ["modules.transformers.ConditionedTransitionBlock"] = ConditionedTransition,
        ["modules.transformers.DiffusionTransformer"] = DiffusionTransformer,
        ["modules.confidence.ConfidenceModule"] = c => GoldenModules.Judged(c, c.Loaded(new ConfidenceModule(Confidence(c.Ctor), c.Mesh))),
        ["modules.diffusion.AtomDiffusion"] = c => c.Kwargs.Has("steps") ? Sampled(c) : c.Kwargs.Has("loss") ? Trained(c) : Preconditioned(c),
    };

    /// <summary>The widths among a module's arguments.</summary>
    public static Widths Widths(Args a) => Boltz1Config.WidthsOf(
        a.Int("atom_s"), a.Int("atom_z"), a.Int("token_s"), a.Int("token_z"), a.Int("atom_feature_dim", 128), new(a.Int("atoms_per_window_queries", 32), a.Int("atoms_per_window_keys", 128)));

    private static PairformerArgs Pairformer(Args a)
    {
        a.Only("no_update_s", "false");
        a.Only("no_update_z", "false");
        a.HaveNoEffect("v2", "post_layer_norm");
        return a.Part<PairformerArgs>() with { NormInAttention = true, PostLayerNorm = false };
    }

    private static Outputs InputEmbedder(GoldenCase c)
    {
        c.Ctor.Only("no_atom_encoder", "false");
        return One("s", Load(c, a => new Boltz1InputEmbedder(Widths(a), a.Part<EmbedderArgs>(), c.Mesh)).call(c.Features()));
    }

    private static RelativePositionEncoder Positions(Args a, Mesh mesh)
    {
        a.Only("r_max", "32");
        a.Only("s_max", "2");
        return Boltz1Config.Positions(a.Int("token_z"), mesh);
    }

    // A configuration of which the confidence module reads its own arguments, and where it imitates the trunk those of the trunk.
    private static Boltz1Config Confidence(Args a)
    {
        a.Only("compute_pae", "true");
        var (imitates, embedder) = (a.Bool("imitate_trunk"), a.Inner("full_embedder_args"));
        embedder.Only("token_s", $"{a.Int("token_s")}");
        embedder.Only("token_z", $"{a.Int("token_z")}");
        return new()
        {
            AtomS = imitates ? embedder.Int("atom_s") : 0,
            AtomZ = imitates ? embedder.Int("atom_z") : 0,
            TokenS = a.Int("token_s"),
            TokenZ = a.Int("token_z"),
            AtomFeatureDim = imitates ? embedder.Int("atom_feature_dim") : 0,
            AtomsPerWindowQueries = embedder.Int("atoms_per_window_queries", 32),
            AtomsPerWindowKeys = embedder.Int("atoms_per_window_keys", 128),
            EmbedderArgs = imitates ? embedder.Part<EmbedderArgs>() : new(),
            MsaArgs = imitates ? a.Inner("msa_args").Boltz1Msa() : new(),
            PairformerArgs = Pairformer(a.Inner("pairformer_args")),
            ScoreModelArgs = new(),
            DiffusionProcessArgs = new(),
            ConfidenceModelArgs = Boltz1Config.Confidence(a.Part<ConfidenceModelArgs>()),
            ConfidenceImitateTrunk = imitates,
        };
    }

    private static Outputs AttentionPairBias(GoldenCase c)
    {
        c.Ctor.Only("inf", "1e6");
        var layer = Load(c, a => new AttentionPairBias(a.Int("c_s"), a.Int("num_heads"), a.Int("c_z"), normed: a.Bool("initial_norm", true)));
        var bias = layer.BiasFrom(c.Block("z"));
        return One("s", c.WholeFromShares(layer.call(c.Share("s"), c.Share("s"), bias, Plan(c, bias)), c.In("s").shape[1]));
    }

    private static Outputs DiffusionTransformer(GoldenCase c)
    {
        var module = Load(c, a => new DiffusionTransformer(Transformer(a) with { PairDim = a.Int("dim_pairwise", 128) }));
        return Transformed(c, module, module.BiasesFrom(c.Block("z")));
    }

    private static AtomDiffusion Diffusion(GoldenCase c)
    {
        var score = c.Ctor.Inner("score_model_args");
        return c.Loaded(new AtomDiffusion(Widths(score), score.Part<ScoreModelArgs>() with { MakesConditions = true }, GoldenSampling.Process(c), c.Mesh));
    }

    private static Known Known(GoldenCase c, AtomDiffusion module, FoldFeatures features)
    {
        var positions = c.Block("relpos");
        return new(features, c.In("s_inputs"), c.In("s_trunk"), module.Conditions(features, c.In("s_trunk"), c.Block("z_trunk"), () => positions));
    }

    private static Outputs Preconditioned(GoldenCase c)
    {
        var module = Diffusion(c);
        return GoldenSampling.Preconditioned(c, module, Known(c, module, c.Features()));
    }

    private static Outputs Trained(GoldenCase c)
    {
        var module = Diffusion(c);
        return GoldenTraining.Diffused(c, module, Known(c, module, c.Features()));
    }

    private static Outputs Sampled(GoldenCase c)
    {
        var module = Diffusion(c);
        return GoldenSampling.Sampled(c, module, Known(c, module, c.Features()));
    }
}
