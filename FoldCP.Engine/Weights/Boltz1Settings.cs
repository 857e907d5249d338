using System.Text.Json;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Weights;

/// <summary>The hyperparameters of Boltz-1.</summary>
internal static class Boltz1Settings
{
    private static readonly Dictionary<string, Type> s_sections = new()
    {
        [""] = typeof(Boltz1Config),
        ["embedder_args"] = typeof(EmbedderArgs),
        ["msa_args"] = typeof(MsaArgs),
        ["pairformer_args"] = typeof(PairformerArgs),
        ["score_model_args"] = typeof(ScoreModelArgs),
        ["confidence_model_args"] = typeof(ConfidenceModelArgs),
        ["confidence_model_args.pairformer_args"] = typeof(PairformerArgs),
        ["confidence_model_args.confidence_args"] = typeof(ConfidenceArgs),
    };

    private static readonly HashSet<string> s_leftAside =
    [
        "training_args", "validation_args", "diffusion_loss_args", "structure_prediction_training", "nucleotide_rmsd_weight", "ligand_rmsd_weight",
        "min_dist", "max_dist", "ema", "ema_decay", "compile_pairformer", "compile_structure", "compile_confidence", "use_kernels",
        "predict_args", "steering_args", "diffusion_process_args",
        "msa_args.msa_dropout", "msa_args.z_dropout", "msa_args.activation_checkpointing", "msa_args.offload_to_cpu",
        "pairformer_args.dropout", "pairformer_args.activation_checkpointing", "pairformer_args.offload_to_cpu",
        "score_model_args.sigma_data", "score_model_args.activation_checkpointing", "score_model_args.offload_to_cpu",
        "confidence_model_args.compile_pairformer",
        "confidence_model_args.pairformer_args.dropout",
        "confidence_model_args.pairformer_args.activation_checkpointing", "confidence_model_args.pairformer_args.offload_to_cpu",
    ];

    private static readonly Dictionary<string, string> s_onlyValue = new()
    {
        ["confidence_prediction"] = "true",
        ["no_msa"] = "false",
        ["no_atom_encoder"] = "false",
        ["embedder_args.add_method_conditioning"] = "false",
        ["embedder_args.add_modified_flag"] = "false",
        ["embedder_args.add_cyclic_flag"] = "false",
        ["embedder_args.add_mol_type_feat"] = "false",
        ["pairformer_args.no_update_s"] = "false",
        ["pairformer_args.no_update_z"] = "false",
        ["pairformer_args.v2"] = "false",
        ["pairformer_args.post_layer_norm"] = "false",
        ["confidence_model_args.pairformer_args.no_update_s"] = "false",
        ["confidence_model_args.pairformer_args.no_update_z"] = "false",
        ["confidence_model_args.pairformer_args.v2"] = "false",
        ["confidence_model_args.pairformer_args.post_layer_norm"] = "false",
        ["confidence_model_args.confidence_args.use_separate_heads"] = "false",
    };

    private static readonly KnownSettings s_known = new(s_sections, s_leftAside, s_onlyValue);

    /// <inheritdoc cref="KnownSettings.Check"/>
    public static void Check(JsonElement hyperparameters, bool ofTheReference) => s_known.Check(hyperparameters, ofTheReference);
}
