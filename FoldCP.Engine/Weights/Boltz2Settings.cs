using System.Text.Json;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Weights;

/// <summary>The hyperparameters of Boltz-2.</summary>
internal static class Boltz2Settings
{
    private static readonly string[] s_affinityModules = ["affinity_model_args", "affinity_model_args1", "affinity_model_args2"];

    private static readonly Dictionary<string, Type> s_sections = new(s_affinityModules.SelectMany(SectionsOfAffinity))
    {
        [""] = typeof(Boltz2Config),
        ["embedder_args"] = typeof(EmbedderArgs),
        ["msa_args"] = typeof(MsaArgs),
        ["pairformer_args"] = typeof(PairformerArgs),
        ["score_model_args"] = typeof(ScoreModelArgs),
        ["confidence_model_args"] = typeof(ConfidenceModelArgs),
        ["confidence_model_args.pairformer_args"] = typeof(PairformerArgs),
        ["confidence_model_args.confidence_args"] = typeof(ConfidenceArgs),
        ["template_args"] = typeof(TemplateArgs),
    };

    private static readonly HashSet<string> s_leftAside =
    [
        "training_args", "validation_args", "diffusion_loss_args", "validators", "num_val_datasets", "refolding_validator",
        "structure_prediction_training", "validate_structure", "exclude_ions_from_lddt", "no_random_recycling_training", "alpha_pae",
        "aggregate_distogram", "min_dist", "max_dist", "ema", "ema_decay", "log_loss_every_steps", "freeze_template_weights",
        "ignore_ckpt_shape_mismatch", "inference_logging", "checkpoints",
        "compile_pairformer", "compile_structure", "compile_confidence", "compile_affinity", "compile_msa", "compile_templates",
        "checkpoint_diffusion_conditioning", "use_kernels", "predict_args", "steering_args", "diffusion_process_args",
        .. s_affinityModules.SelectMany(LeftAsideOfAffinity),
        "embedder_args.activation_checkpointing", "score_model_args.activation_checkpointing", "score_model_args.sigma_data",
        "msa_args.activation_checkpointing", "msa_args.offload_to_cpu", "msa_args.use_trifast",
        "pairformer_args.activation_checkpointing", "pairformer_args.offload_to_cpu", "pairformer_args.use_trifast",
        "template_args.activation_checkpointing", "template_args.offload_to_cpu", "template_args.use_trifast",
        "confidence_model_args.compile_pairformer",
        "confidence_model_args.pairformer_args.activation_checkpointing", "confidence_model_args.pairformer_args.offload_to_cpu",
        "confidence_model_args.pairformer_args.use_trifast",
    ];

    private static readonly Dictionary<string, string> s_onlyValue = new()
    {
        ["confidence_prediction"] = "true",
        ["run_trunk_and_structure"] = "true",
        ["skip_run_structure"] = "false",
        ["embedder_args.use_no_atom_char"] = "false",
        ["embedder_args.use_atom_backbone_feat"] = "false",
        ["embedder_args.use_residue_feats_atoms"] = "false",
        ["msa_args.miniformer_blocks"] = "false",
        ["score_model_args.transformer_post_ln"] = "false",
        ["template_args.post_layer_norm"] = "false",
        ["template_args.miniformer_blocks"] = "false",
        ["template_args.min_dist"] = "3.25",
        ["template_args.max_dist"] = "50.75",
        ["template_args.num_bins"] = "38",
        ["confidence_model_args.maximum_bond_distance"] = "0",
        ["confidence_model_args.return_latent_feats"] = "false",
        ["confidence_model_args.use_s_diffusion"] = "false",
    };

    private static Dictionary<string, Type> SectionsOfAffinity(string module) => new()
    {
        [module] = typeof(AffinityModelArgs),
        [module + ".pairformer_args"] = typeof(PairformerArgs),
        [module + ".transformer_args"] = typeof(AffinityHeadArgs),
    };

    // The transformer is gone: only the width of its tokens is left.
    private static IEnumerable<string> LeftAsideOfAffinity(string module) =>
    [
        module + ".groups", module + ".use_cross_transformer",
        module + ".transformer_args.num_blocks", module + ".transformer_args.num_heads", module + ".transformer_args.activation_checkpointing",
        module + ".pairformer_args.activation_checkpointing", module + ".pairformer_args.offload_to_cpu", module + ".pairformer_args.use_trifast",
    ];

    private static readonly KnownSettings s_known = new(s_sections, s_leftAside, s_onlyValue);

    /// <inheritdoc cref="KnownSettings.Check"/>
    public static void Check(JsonElement hyperparameters, bool ofTheReference) => s_known.Check(hyperparameters, ofTheReference);
}
