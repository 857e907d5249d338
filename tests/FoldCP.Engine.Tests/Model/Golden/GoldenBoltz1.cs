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
    private static readonly Mesh Solo = Mesh.Serial;

    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["layers.attention.AttentionPairBias"] = AttentionPairBias,
        ["modules.trunk.PairformerLayer"] = c => Both(Load(c, a => new PairformerLayer(a.Int("token_s"), a.Int("token_z"), Pairformer(a), Solo)).call((c.In("s"), c.In("z")), c.In("mask"), Pairs(c, "pair_mask"))),
        ["modules.trunk.PairformerModule"] = c => Both(Load(c, a => new PairformerModule(a.Int("token_s"), a.Int("token_z"), Pairformer(a), Solo)).Updated((c.In("s"), c.In("z")), c.In("mask"), Pairs(c, "pair_mask"))),
        ["modules.trunk.MSAModule"] = c => One("z", Load(c, a => new MSAModule(a.Int("s_input_dim"), a.Int("token_z"), Boltz1Config.Msa(a.Json), Solo)).Read(c.In("z"), c.In("emb"), c.Features(), new RecordedNoise(c), round: 0)),
        ["modules.trunk.InputEmbedder"] = c => One("s", Load(c, a => new Boltz1InputEmbedder(Widths(a), Boltz2Config.Part<EmbedderArgs>(a.Json), Solo)).call(c.Features())),
        ["modules.trunk.DistogramModule"] = c => One("y", Load(c, a => new DistogramModule(a.Int("token_z"), a.Int("num_bins"), Solo)).call(c.In("x"), c.In("x").shape[1]).squeeze(3)),
        ["modules.encoders.RelativePositionEncoder"] = c => One("y", Load(c, a => Boltz1Config.Positions(a.Int("token_z"), Solo)).Of(c.Features())),
        ["modules.transformers.DiffusionTransformer"] = DiffusionTransformer,
        ["modules.confidence.ConfidenceModule"] = c => GoldenModules.Judged(c, Load(c, a => new ConfidenceModule(Confidence(a), Solo))),
        ["modules.diffusion.AtomDiffusion"] = c => c.Kwargs.Has("steps") ? Sampled(c) : c.Kwargs.Has("loss") ? Trained(c) : Preconditioned(c),
    };

    private static PairformerArgs Pairformer(Args a) => Boltz2Config.Part<PairformerArgs>(a.Json) with { NormInAttention = true };

    /// <summary>The widths among a module's arguments.</summary>
    private static Widths Widths(Args a) => Boltz1Config.WidthsOf(a.Int("atom_s"), a.Int("atom_z"), a.Int("token_s"), a.Int("token_z"), a.Int("atom_feature_dim"), new(32, 128));

    // A configuration of which the confidence module reads only its own arguments and the widths of the trunk.
    private static Boltz1Config Confidence(Args a) => new()
    {
        AtomS = 16,
        AtomZ = 16,
        TokenS = a.Int("token_s"),
        TokenZ = a.Int("token_z"),
        EmbedderArgs = new(),
        MsaArgs = new(),
        PairformerArgs = new(),
        ScoreModelArgs = new(),
        DiffusionProcessArgs = new(),
        ConfidenceModelArgs = Boltz1Config.Confidence(Boltz2Config.Part<ConfidenceModelArgs>(a.Json)),
    };

    private static Outputs AttentionPairBias(GoldenCase c)
    {
        var layer = Load(c, a => new AttentionPairBias(a.Int("c_s"), a.Int("num_heads"), a.Int("c_z"), Solo, normed: true));
        return One("s", layer.call(c.In("s"), c.In("s"), layer.BiasFrom(c.In("z")), c.In("mask")));
    }

    private static Outputs DiffusionTransformer(GoldenCase c)
    {
        var module = Load(c, a => new DiffusionTransformer(Transformer(a) with { PairDim = a.Int("dim_pairwise") }, Solo));
        return One("a", module.Updated(c.In("a"), c.In("s"), module.BiasesFrom(c.In("z")), c.In("mask")));
    }

    private static AtomDiffusion Diffusion(GoldenCase c)
    {
        var score = c.Ctor.Inner("score_model_args");
        return c.Loaded(new AtomDiffusion(
            Widths(score), Boltz2Config.Part<ScoreModelArgs>(score.Json) with { MakesConditions = true }, Boltz2Config.Part<DiffusionProcessArgs>(c.Ctor.Json), Solo));
    }

    private static Known Known(GoldenCase c, AtomDiffusion module, FoldFeatures features)
        => new(features, c.In("s_inputs"), c.In("s_trunk"), module.Conditions(features, c.In("s_trunk"), c.In("z_trunk"), c.In("relpos")));

    private static Outputs Preconditioned(GoldenCase c)
    {
        var module = Diffusion(c);
        var (denoised, tokens) = module.Denoised(Known(c, module, c.Features()), c.In("x_noisy"), c.In("sigma"));
        return new Dictionary<string, Tensor> { ["denoised"] = denoised, ["token_a"] = tokens };
    }

    private static Outputs Trained(GoldenCase c)
    {
        var module = Diffusion(c);
        return GoldenTraining.Diffused(c, module, Known(c, module, c.Features()));
    }

    private static Outputs Sampled(GoldenCase c)
    {
        var module = Diffusion(c);
        var options = new PredictOptions { Samples = c.Kwargs.Int("multiplicity"), SamplingSteps = c.Kwargs.Int("steps") };
        var sampled = module.Sample(Known(c, module, c.Features()), options, new RecordedNoise(c), _ => { });
        var outputs = GoldenSampling.Rotations(c);
        outputs["sample_atom_coords"] = sampled.X;
        if (sampled.Tokens is not null)
            outputs["diff_token_repr"] = sampled.Tokens;
        return outputs;
    }
}
