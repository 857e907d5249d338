using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Model.Atoms;
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
    private static readonly Mesh Solo = Mesh.Serial;
    private static readonly AtomWindows Windows = new(32, 128);

    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["modules.encodersv2.RelativePositionEncoder"] = c => One("y", Load(c, a => new RelativePositionEncoder(a.Int("token_z"), a.Bool("fix_sym_check"), a.Bool("cyclic_pos_enc"), Solo)).Of(c.Features())),
        ["modules.encodersv2.SingleConditioning"] = SingleConditioning,
        ["modules.encodersv2.PairwiseConditioning"] = c => One("z", Load(c, a => new PairwiseConditioning(a.Int("token_z"), a.Int("dim_token_rel_pos_feats"), a.Int("num_transitions"))).call(c.In("z_trunk"), c.In("relpos"))),
        ["modules.encodersv2.AtomEncoder"] = AtomEncoder,
        ["modules.encodersv2.AtomAttentionEncoder"] = AtomAttentionEncoder,
        ["modules.encodersv2.AtomAttentionDecoder"] = c => One("r_update", Load(c, a => new AtomAttentionDecoder(new(a.Int("atom_s"), a.Int("atom_decoder_depth"), a.Int("atom_decoder_heads"), Windows), 2 * a.Int("token_s"), Solo))
            .Of(AtomsOnly(c), c.In("a"), c.In("q"), c.In("c"), WindowsByLayer(c.In("atom_dec_bias"), c.Ctor.Int("atom_decoder_depth")))),
        ["modules.diffusion_conditioning.DiffusionConditioning"] = DiffusionConditioning,
        ["modules.trunkv2.ContactConditioning"] = c => One("y", Load(c, a => new ContactConditioning(a.Int("token_z"), a.Double("cutoff_min"), a.Double("cutoff_max"), Solo)).Of(c.Features())),
        ["modules.trunkv2.InputEmbedder"] = c => One("s", c.Loaded(new InputEmbedder(Config(c.Ctor) with { EmbedderArgs = Boltz2Config.Part<EmbedderArgs>(c.Ctor.Json) }, Solo)).call(Embedded(c))),
        ["modules.trunkv2.MSAModule"] = c => One("z", Load(c, a => new MSAModule(a.Int("token_s"), a.Int("token_z"), Boltz2Config.Part<MsaArgs>(a.Json), Solo)).Read(c.In("z"), c.In("emb"), c.Features(), new RecordedNoise(c), round: 0)),
        ["modules.trunkv2.TemplateModule"] = c => One("u", Templates(c, TemplateView.Chain)),
        ["modules.trunkv2.TemplateV2Module"] = c => One("u", Templates(c, TemplateView.Visibility)),
        ["modules.trunkv2.DistogramModule"] = c => One("y", Load(c, a => new DistogramModule(a.Int("token_z"), a.Int("num_bins"), Solo, a.Int("num_distograms", 1))).call(c.In("x"), c.In("x").shape[1])),
        ["modules.trunkv2.BFactorModule"] = c => One("y", Load(c, a => new BFactorModule(a.Int("token_s"), a.Int("num_bins"))).call(c.In("x"))),
        ["modules.confidencev2.ConfidenceModule"] = ConfidenceModule,
        ["modules.affinity.AffinityModule"] = AffinityModule,
    };

    /// <summary>A configuration with the widths of a module's arguments.</summary>
    public static Boltz2Config Config(Args a) => Boltz2Config.Demo with
    {
        AtomS = a.Int("atom_s"),
        AtomZ = a.Int("atom_z"),
        TokenS = a.Int("token_s"),
        TokenZ = a.Int("token_z"),
        AtomFeatureDim = a.Int("atom_feature_dim"),
        UseNoAtomChar = a.Bool("use_no_atom_char"),
        UseAtomBackboneFeat = a.Bool("use_atom_backbone_feat"),
        UseResidueFeatsAtoms = a.Bool("use_residue_feats_atoms"),
    };

    // For the affinity, the profile is that of another alignment.
    private static FoldFeatures Embedded(GoldenCase c) => c.Kwargs.Bool("affinity")
        ? c.Features() with { Profile = c.In("feats.profile_affinity"), DeletionMean = c.In("feats.deletion_mean_affinity") }
        : c.Features();

    // The case of the decoder has no reference positions, of which the module reads only how many complexes there are.
    private static FoldFeatures AtomsOnly(GoldenCase c) => c.Features();

    private static Outputs SingleConditioning(GoldenCase c)
    {
        var module = Load(c, a => new SingleConditioning(a.Int("token_s"), a.Int("token_s"), a.Int("dim_fourier"), a.Int("num_transitions")));
        return new Dictionary<string, Tensor>
        {
            ["s"] = module.call(c.In("times"), c.In("s_trunk"), c.In("s_inputs")),
            ["normed_fourier"] = module.Waves(c.In("times")),
        };
    }

    private static Outputs AtomEncoder(GoldenCase c)
    {
        var atoms = c.Loaded(new AtomEncoder(Config(c.Ctor).Widths, structurePrediction: true, Solo)).Of(c.Features(), (c.In("s_trunk"), c.In("z")));
        return new Dictionary<string, Tensor> { ["q"] = atoms.Q, ["c"] = atoms.C, ["p"] = atoms.P, ["keys_of_c"] = Windows.KeysOf(atoms.C) };
    }

    private static Outputs AtomAttentionEncoder(GoldenCase c)
    {
        var module = Load(c, a => new AtomAttentionEncoder(
            new(a.Int("atom_s"), a.Int("atom_encoder_depth"), a.Int("atom_encoder_heads"), Windows), 2 * a.Int("token_s"), structurePrediction: true, Solo));
        var (a, q, atoms) = module.Of(c.Features(), c.In("q"), c.In("c"), WindowsByLayer(c.In("atom_enc_bias"), c.Ctor.Int("atom_encoder_depth")), c.In("r"));
        return new Dictionary<string, Tensor> { ["a"] = a, ["q"] = q, ["c"] = atoms };
    }

    private static Outputs DiffusionConditioning(GoldenCase c)
    {
        var config = Config(c.Ctor) with { ScoreModelArgs = Boltz2Config.Part<ScoreModelArgs>(c.Ctor.Json) };
        var conditions = c.Loaded(new DiffusionConditioning(config, Solo)).Of(c.Features(), c.In("s_trunk"), c.In("z_trunk"), c.In("relpos"));
        return new Dictionary<string, Tensor>
        {
            ["q"] = conditions.Q,
            ["c"] = conditions.C,
            ["atom_enc_bias"] = cat([.. conditions.AtomEncoderBiases], dim: 2).movedim([2], [-1]),
            ["atom_dec_bias"] = cat([.. conditions.AtomDecoderBiases], dim: 2).movedim([2], [-1]),
            ["token_trans_bias"] = cat([.. conditions.TokenBiases], dim: 1).movedim([1], [-1]),
        };
    }

    private static Tensor Templates(GoldenCase c, TemplateView view)
        => Load(c, a => new TemplateModule(a.Int("token_z"), Boltz2Config.Part<TemplateArgs>(a.Json), view, Solo)).Read(c.In("z"), c.Features(), Pairs(c, "pair_mask"))!;

    private static Outputs AffinityModule(GoldenCase c)
    {
        var (module, features) = (Load(c, a => new AffinityModule(a.Int("token_s"), a.Int("token_z"), Boltz2Config.Part<AffinityModelArgs>(a.Json), Solo)), c.Features());
        var (value, logit) = module.Of(c.In("s_inputs"), c.In("z"), Boltz2.Representatives(features, c.In("x_pred")), AffinityPairs.Of(features, Solo));
        return new Dictionary<string, Tensor> { ["affinity_pred_value"] = value, ["affinity_logits_binary"] = logit };
    }

    private static Outputs ConfidenceModule(GoldenCase c)
    {
        var a = c.Ctor;
        var config = Boltz2Config.Demo with
        {
            TokenS = a.Int("token_s"),
            TokenZ = a.Int("token_z"),
            FixSymCheck = a.Bool("fix_sym_check"),
            CyclicPosEnc = a.Bool("cyclic_pos_enc"),
            BondTypeFeature = a.Bool("bond_type_feature"),
            TokenLevelConfidence = !a.Has("token_level_confidence") || a.Bool("token_level_confidence"),
            ConfidenceModelArgs = Boltz2Config.Part<ConfidenceModelArgs>(a.Json),
        };
        return Judged(c, c.Loaded(new ConfidenceModule(config, Solo)));
    }

    /// <summary>Judges each predicted structure of a case.</summary>
    public static Outputs Judged(GoldenCase c, ConfidenceModule module)
    {
        var features = c.Features();
        var prepared = module.Prepared(features, c.In("s_inputs"), c.In("s"), c.In("z"));
        var contacts = c.In("pdisto").softmax(-1).narrow(-1, 0, 20).sum(-1);
        var sameChain = features.AsymId.unsqueeze(2) == features.AsymId.unsqueeze(1);
        return GoldenScores.Of([.. c.In("x_pred").split(1).Select(x =>
        {
            var tokens = Boltz2.Representatives(features, x);
            var read = module.Read(features, prepared, tokens);
            return (
                SampleConfidence.Of(module.Heads, Solo, features, read, (x, tokens), contacts),
                new Dictionary<string, Tensor>
                {
                    ["plddt_logits"] = module.Heads.PlddtLogits(features, read.S),
                    ["resolved_logits"] = module.Heads.ResolvedLogits(features, read.S),
                    ["pae_logits"] = module.Heads.Pae(read.Z, sameChain, logits => logits),
                    ["pde_logits"] = module.Heads.Pde(read.Z, sameChain, features.Tokens, logits => logits),
                });
        })]);
    }
}
