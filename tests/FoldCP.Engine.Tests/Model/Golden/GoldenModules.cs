using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using static FoldCP.Engine.Tests.Model.Golden.GoldenLayers;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to build and run each module of the reference that reads features.</summary>
internal static class GoldenModules
{
    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["modules.encodersv2.RelativePositionEncoder"] = c => One("y", OfPairs(c, Load(c, a => Positions(a, c.Mesh)).call(c.Features()))),
        ["modules.encodersv2.FourierEmbedding"] = Fourier,
        ["modules.encodersv2.SingleConditioning"] = c => SingleConditioning(c, inputs: c.Ctor.Int("token_s", 384)),
        ["modules.encodersv2.PairwiseConditioning"] = PairwiseConditioning,
        ["modules.diffusion_conditioning.DiffusionConditioning"] = DiffusionConditioning,
        ["modules.trunkv2.ContactConditioning"] = c => One("y", OfPairs(c, Load(c, a => new ContactConditioning(a.Int("token_z"), a.Double("cutoff_min"), a.Double("cutoff_max"), c.Mesh)).call(c.Features()))),
        ["modules.trunkv2.InputEmbedder"] = c => One("s", c.Loaded(new InputEmbedder(Config(c.Ctor) with { EmbedderArgs = c.Ctor.Part<EmbedderArgs>() }, c.Mesh)).call(Embedded(c))),
        ["modules.trunkv2.MSAModule"] = c => One("z", OfPairs(c, Load(c, a => new MSAModule(a.Int("token_s"), a.Int("token_z"), a.Part<MsaArgs>(), c.Mesh)).call(c.Block("z"), c.In("emb"), c.Features(), (new RecordedNoise(c), 0), null))),
        ["modules.trunkv2.TemplateModule"] = c => One("u", Templates(c, TemplateView.Chain)),
        ["modules.trunkv2.TemplateV2Module"] = c => One("u", Templates(c, TemplateView.Visibility)),
        ["modules.trunkv2.DistogramModule"] = c => One("y", c.Whole(Load(c, a => new DistogramModule(a.Int("token_z"), a.Int("num_bins"), c.Mesh, a.Int("num_distograms", 1))).call(c.Block("x"), c.In("x").shape[1]), c.In("x").shape[1])),
        ["modules.trunkv2.BFactorModule"] = c => One("y", Load(c, a => new BFactorModule(a.Int("token_s"), a.Int("num_bins"))).call(c.In("x"))),
        ["modules.confidencev2.ConfidenceModule"] = ConfidenceModule,
        ["modules.affinity.AffinityModule"] = AffinityModule,
    };

    /// <summary>A configuration with the widths of a module's arguments.</summary>
    public static Boltz2Config Config(Args a) => Boltz2Config.Demo with
    {
        AtomS = a.Int("atom_s"),
        AtomZ = a.Int("atom_z", 0),
        TokenS = a.Int("token_s"),
        TokenZ = a.Int("token_z", 0),
        AtomsPerWindowQueries = a.Int("atoms_per_window_queries", 32),
        AtomsPerWindowKeys = a.Int("atoms_per_window_keys", 128),
        AtomFeatureDim = a.Int("atom_feature_dim", 128),
        UseNoAtomChar = a.Bool("use_no_atom_char"),
        UseAtomBackboneFeat = a.Bool("use_atom_backbone_feat"),
        UseResidueFeatsAtoms = a.Bool("use_residue_feats_atoms"),
    };

    public static Outputs Fourier(GoldenCase c) => One("y", Load(c, a => new FourierEmbedding(a.Int("dim"))).call(c.In("times")));

    /// <summary>Tokens under a noise level; inputs are so wide.</summary>
    public static Outputs SingleConditioning(GoldenCase c, int inputs)
    {
        c.Ctor.Only("transition_expansion_factor", "2");
        c.Ctor.Only("disable_times", "false");
        c.Ctor.HaveNoEffect("sigma_data", "eps");
        var module = Load(c, a => new SingleConditioning(inputs, a.Int("token_s", 384), a.Int("dim_fourier", 256), a.Int("num_transitions", 2)));
        return new Dictionary<string, Tensor>
        {
            ["s"] = module.call(c.In("times"), c.In("s_trunk"), c.In("s_inputs")),
            ["normed_fourier"] = module.Waves(c.In("times")),
        };
    }

    public static Outputs PairwiseConditioning(GoldenCase c)
    {
        c.Ctor.Only("transition_expansion_factor", "2");
        var module = Load(c, a => new PairwiseConditioning(a.Int("token_z"), a.Int("dim_token_rel_pos_feats"), a.Int("num_transitions", 2)));
        var positions = c.In("relpos");
        return One("z", module.call(c.In("z_trunk"), () => positions));
    }

    private static RelativePositionEncoder Positions(Args a, Mesh mesh)
    {
        a.Only("r_max", "32");
        a.Only("s_max", "2");
        return new(a.Int("token_z"), a.Bool("fix_sym_check"), a.Bool("cyclic_pos_enc"), mesh);
    }

    // For the affinity, the profile is that of another alignment.
    private static FoldFeatures Embedded(GoldenCase c) => c.Kwargs.Bool("affinity")
        ? c.Features() with { Profile = c.In("feats.profile_affinity"), DeletionMean = c.In("feats.deletion_mean_affinity") }
        : c.Features();

    private static Outputs DiffusionConditioning(GoldenCase c)
    {
        var config = Config(c.Ctor) with { ScoreModelArgs = c.Ctor.Part<ScoreModelArgs>() };
        var positions = c.Block("relpos");
        return Conditions(c, c.Loaded(new DiffusionConditioning(config, c.Mesh)).call(c.Features(), c.In("s_trunk"), c.Block("z_trunk"), () => positions));
    }

    /// <summary>What the diffusion is conditioned with, under the reference's names and in its layout.</summary>
    public static Outputs Conditions(GoldenCase c, DiffusionConditions conditions) => new Dictionary<string, Tensor>
    {
        ["q"] = conditions.Plan.Windows.Whole(conditions.Q),
        ["c"] = conditions.Plan.Windows.Whole(conditions.C),
        ["atom_enc_bias"] = conditions.Plan.Windows.WholeWindows(cat([.. conditions.AtomEncoderBiases], dim: 2).movedim([2], [-1])),
        ["atom_dec_bias"] = conditions.Plan.Windows.WholeWindows(cat([.. conditions.AtomDecoderBiases], dim: 2).movedim([2], [-1])),
        ["token_trans_bias"] = c.Whole(cat([.. conditions.TokenBiases], dim: 1).movedim([1], [-1]), c.Features().Tokens),
    };

    private static Tensor Templates(GoldenCase c, TemplateView view)
    {
        c.Ctor.Only("min_dist", "3.25");
        c.Ctor.Only("max_dist", "50.75");
        c.Ctor.Only("num_bins", "38");
        c.Ctor.HaveNoEffect("post_layer_norm");
        var module = Load(c, a => new TemplateModule(a.Int("token_z"), a.Part<TemplateArgs>(), view, c.Mesh));
        return c.Whole(module.call(c.Block("z"), c.Features(), Pairs(c, "pair_mask"), null)!, c.In("z").shape[1]);
    }

    // Samples one after the other, as networks ask for them.
    private static Outputs AffinityModule(GoldenCase c)
    {
        c.Ctor.HaveNoEffect("use_cross_transformer", "groups");
        var (module, features) = (Load(c, a => new AffinityModule(a.Int("token_s"), a.Int("token_z"), a.Part<AffinityModelArgs>(), c.Mesh)), c.Features());
        var structures = c.In("x_pred").flatten(0, -3).split(1);
        var judged = structures.Select(x => module.Of(c.In("s_inputs"), c.Block("z"), Boltz2.Representatives(features, x), AffinityPairs.Of(features, c.Mesh))).ToList();
        return new Dictionary<string, Tensor> { ["affinity_pred_value"] = cat([.. judged.Select(x => x.Value)]), ["affinity_logits_binary"] = cat([.. judged.Select(x => x.Logit)]) };
    }

    private static Outputs ConfidenceModule(GoldenCase c)
    {
        var a = c.Ctor;
        a.Only("maximum_bond_distance", "0");
        a.Only("return_latent_feats", "false");
        var config = Boltz2Config.Demo with
        {
            TokenS = a.Int("token_s"),
            TokenZ = a.Int("token_z"),
            FixSymCheck = a.Bool("fix_sym_check"),
            CyclicPosEnc = a.Bool("cyclic_pos_enc"),
            BondTypeFeature = a.Bool("bond_type_feature"),
            TokenLevelConfidence = a.Bool("token_level_confidence", true),
            ConditioningCutoffMin = a.Double("conditioning_cutoff_min", 4),
            ConditioningCutoffMax = a.Double("conditioning_cutoff_max", 20),
            ConfidenceModelArgs = a.Part<ConfidenceModelArgs>(),
        };
        return Judged(c, c.Loaded(new ConfidenceModule(config, c.Mesh)));
    }

    /// <summary>Which pairs of this rank are of one chain [1, i, j].</summary>
    public static Tensor SameChain(GoldenCase c, FoldFeatures features)
        => c.Mesh.RowPart(features.AsymId, 1).unsqueeze(2) == c.Mesh.ColPart(features.AsymId, 1).unsqueeze(1);

    /// <summary>All pairs of the case's tokens.</summary>
    public static Tensor OfPairs(GoldenCase c, Tensor block) => c.Whole(block, c.Features().Tokens);

    /// <summary>Judges each predicted structure of a case.</summary>
    public static Outputs Judged(GoldenCase c, ConfidenceModule module)
    {
        var features = c.Features();
        var prepared = module.Prepared(features, c.In("s_inputs"), c.In("s"), c.Block("z"));
        var diffused = c.Has("in.s_diffusion") ? c.In("s_diffusion") : null;
        var contacts = c.Block("pdisto").softmax(-1).narrow(-1, 0, 20).sum(-1);
        var sameChain = SameChain(c, features);
        return GoldenScores.Of(block => OfPairs(c, block), [.. c.In("x_pred").split(1).Select((x, sample) =>
        {
            var tokens = Boltz2.Representatives(features, x);
            var read = module.Read(features, prepared, tokens, diffused: diffused?.narrow(0, sample, 1));
            return (
                SampleConfidence.Of(module.Heads, c.Mesh, features, read, (x, tokens), contacts),
                new Dictionary<string, Tensor>
                {
                    ["plddt_logits"] = module.Heads.PlddtLogits(features, read.S),
                    ["resolved_logits"] = module.Heads.ResolvedLogits(features, read.S),
                    ["pae_logits"] = OfPairs(c, module.Heads.Pae(read.Z, sameChain, logits => logits)),
                    ["pde_logits"] = OfPairs(c, module.Heads.Pde(read.Z, sameChain, features.Tokens, logits => logits)),
                });
        })]);
    }
}
