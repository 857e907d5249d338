using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Weights;

/// <summary>
/// Which hyperparameters of a Boltz-2 checkpoint this engine reads, which it may leave aside, and which it has only one value
/// for. A setting that is none of these could change what the network computes: then its weights are refused.
/// </summary>
internal static class Boltz2Settings
{
    // Which record reads a section.
    private static readonly Dictionary<string, Type> s_sections = new()
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

    // For training, for speed, for display, or replaced by the reference itself whenever it predicts.
    private static readonly HashSet<string> s_leftAside =
    [
        "training_args", "validation_args", "diffusion_loss_args", "validators", "num_val_datasets", "refolding_validator",
        "structure_prediction_training", "validate_structure", "exclude_ions_from_lddt", "no_random_recycling_training", "alpha_pae",
        "aggregate_distogram", "min_dist", "max_dist", "ema", "ema_decay", "log_loss_every_steps", "freeze_template_weights",
        "ignore_ckpt_shape_mismatch", "inference_logging", "checkpoints",
        "compile_pairformer", "compile_structure", "compile_confidence", "compile_affinity", "compile_msa", "compile_templates",
        "checkpoint_diffusion_conditioning", "use_kernels", "predict_args", "steering_args", "diffusion_process_args",
        "affinity_model_args", "affinity_model_args1", "affinity_model_args2", "affinity_ensemble", "affinity_mw_correction",
        "embedder_args.activation_checkpointing", "score_model_args.activation_checkpointing", "score_model_args.sigma_data",
        "msa_args.msa_dropout", "msa_args.z_dropout", "msa_args.activation_checkpointing", "msa_args.offload_to_cpu", "msa_args.use_trifast",
        "pairformer_args.dropout", "pairformer_args.activation_checkpointing", "pairformer_args.offload_to_cpu", "pairformer_args.use_trifast",
        "template_args.dropout", "template_args.activation_checkpointing", "template_args.offload_to_cpu", "template_args.use_trifast",
        "confidence_model_args.compile_pairformer",
        "confidence_model_args.pairformer_args.dropout",
        "confidence_model_args.pairformer_args.activation_checkpointing", "confidence_model_args.pairformer_args.offload_to_cpu",
        "confidence_model_args.pairformer_args.use_trifast",
    ];

    private static readonly Dictionary<string, string> s_onlyValue = new()
    {
        ["confidence_prediction"] = "true",
        ["affinity_prediction"] = "false",
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

    /// <summary>Checks all hyperparameters.</summary>
    /// <param name="hyperparameters">as the checkpoint has them</param>
    /// <param name="ofTheReference">
    /// whether these weights are known to be ones that the reference loads: it drops names that it does not know, so those are
    /// without effect
    /// </param>
    /// <exception cref="NotSupportedException">a setting asks for what this engine does not compute</exception>
    /// <exception cref="JsonException">they are no object</exception>
    public static void Check(JsonElement hyperparameters, bool ofTheReference)
    {
        if (hyperparameters.ValueKind != JsonValueKind.Object)
            throw new JsonException("they are no object.");
        CheckSection("", hyperparameters, ofTheReference);
    }

    private static void CheckSection(string section, JsonElement settings, bool ofTheReference)
    {
        var read = NamesOf(s_sections[section]);
        foreach (var setting in settings.EnumerateObject())
        {
            var name = section.Length == 0 ? setting.Name : $"{section}.{setting.Name}";
            if (s_sections.ContainsKey(name) && setting.Value.ValueKind == JsonValueKind.Object)
                CheckSection(name, setting.Value, ofTheReference);
            else if (s_onlyValue.TryGetValue(name, out var only))
                CheckValue(name, setting.Value, only);
            else if (!read.Contains(setting.Name) && !s_leftAside.Contains(name) && !ofTheReference && !IsOff(setting.Value))
                throw new NotSupportedException($"The hyperparameter {name} = {Short(setting.Value)} is not known to this engine and may change what the network computes.");
        }
    }

    private static void CheckValue(string name, JsonElement value, string only)
    {
        if (!IsSame(value, only))
            throw new NotSupportedException($"The hyperparameter {name} is {Short(value)}; this engine computes only {only}.");
    }

    private static HashSet<string> NamesOf(Type record)
        => record.GetProperties()
            .Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    // A part that is switched off is not computed, known or not.
    private static bool IsOff(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    private static bool IsSame(JsonElement value, string only) => value.ValueKind switch
    {
        JsonValueKind.Null => only == "false",
        JsonValueKind.Number => JsonElement.DeepEquals(value, JsonElement.Parse(only)),
        _ => value.GetRawText() == only,
    };

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : value.GetRawText();
}
