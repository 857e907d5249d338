using System.Text.Json;
using System.Text.Json.Nodes;
using FoldCP.Engine.Model;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Weights;

public sealed class Boltz2SettingsTests
{
    // In the form that is publicly reported of the released checkpoint: without v2, with switches of kernels that are gone, and
    // with diffusion settings of training that the reference does not know itself.
    private const string Released = """
        {
          "atom_s": 128, "atom_z": 16, "token_s": 384, "token_z": 128, "num_bins": 64, "atom_feature_dim": 388,
          "training_args": { "max_lr": 0.0018 }, "validation_args": {}, "diffusion_loss_args": {}, "validators": ["<an object>"], "ema": true,
          "embedder_args": { "atom_encoder_depth": 3, "atom_encoder_heads": 4, "add_method_conditioning": true, "add_modified_flag": true, "add_cyclic_flag": true, "add_mol_type_feat": true },
          "msa_args": { "msa_s": 64, "msa_blocks": 4, "msa_dropout": 0.15, "z_dropout": 0.25, "miniformer_blocks": false, "pairwise_head_width": 32, "pairwise_num_heads": 4, "use_paired_feature": true, "activation_checkpointing": true, "use_trifast": true },
          "pairformer_args": { "num_blocks": 64, "num_heads": 16, "dropout": 0.25, "post_layer_norm": false, "activation_checkpointing": true, "use_trifast": true },
          "score_model_args": { "sigma_data": 16, "dim_fourier": 256, "atom_encoder_depth": 3, "atom_encoder_heads": 4, "token_transformer_depth": 24, "token_transformer_heads": 16, "atom_decoder_depth": 3, "atom_decoder_heads": 4, "conditioning_transition_layers": 2, "transformer_post_ln": false, "activation_checkpointing": false },
          "diffusion_process_args": { "sigma_min": 0.0004, "rho": 8, "step_scale": 1.0, "mse_rotational_alignment": true, "step_scale_random": [1.0, 1.5] },
          "confidence_model_args": { "num_dist_bins": 64, "max_dist": 22, "add_s_to_z_prod": true, "add_s_input_to_s": true, "add_z_input_to_z": true, "confidence_args": { "use_separate_heads": true }, "pairformer_args": { "num_blocks": 8, "num_heads": 16, "dropout": 0.25, "use_trifast": true } },
          "template_args": { "template_dim": 64, "template_blocks": 2 }, "use_templates": true, "use_templates_v2": true,
          "bond_type_feature": true, "fix_sym_check": true, "cyclic_pos_enc": true, "confidence_prediction": true, "predict_bfactor": false
        }
        """;

    [Fact]
    public void The_released_networks_settings_are_read_as_the_reference_reads_them_when_it_predicts()
    {
        var settings = JsonElement.Parse(Released);

        Boltz2Settings.Check(settings, ofTheReference: false);
        var config = Boltz2Config.FromJson(settings).ForPrediction();

        Assert.Equal((64, true), (config.PairformerArgs.NumBlocks, config.PairformerArgs.V2));
        Assert.Equal((0.0001, 7, 1.5, 0.8, 1.0, 1.003), (config.DiffusionProcessArgs.SigmaMin, config.DiffusionProcessArgs.Rho,
            config.DiffusionProcessArgs.StepScale, config.DiffusionProcessArgs.Gamma0, config.DiffusionProcessArgs.GammaMin, config.DiffusionProcessArgs.NoiseScale));
        Assert.True(config.DiffusionProcessArgs.AlignmentReverseDiff);
        Assert.False(config.MsaArgs.SubsampleMsa);
        Assert.Equal(16, config.ScoreModelArgs.TokenTransformerHeads);
    }

    [Theory]
    [InlineData("use_new_layers", "true", "use_new_layers = true is not known")]
    [InlineData("msa_args.kernel_width", "7", "msa_args.kernel_width = 7 is not known")]
    [InlineData("msa_args.miniformer_blocks", "true", "msa_args.miniformer_blocks is true; this engine computes only false")]
    [InlineData("template_args.max_dist", "40.5", "template_args.max_dist is 40.5; this engine computes only 50.75")]
    [InlineData("confidence_prediction", "false", "confidence_prediction is false; this engine computes only true")]
    [InlineData("affinity_model_args1", """{ "pairformer_args": { "kernel_width": 7 } }""", "affinity_model_args1.pairformer_args.kernel_width = 7 is not known")]
    [InlineData("score_model_args.transformer_post_ln", "true", "score_model_args.transformer_post_ln is true")]
    [InlineData("confidence_model_args.maximum_bond_distance", "3", "maximum_bond_distance is 3")]
    [InlineData("embedder_args.use_no_atom_char", "true", "embedder_args.use_no_atom_char is true")]
    public void A_setting_that_may_change_the_numbers_is_refused_by_name(string name, string value, string reason)
        => Assert.Contains(reason, Assert.Throws<NotSupportedException>(() => Boltz2Settings.Check(With(name, value), ofTheReference: false)).Message);

    [Theory]
    [InlineData("use_new_layers", "false")]
    [InlineData("new_args", "{}")]
    [InlineData("new_list", "[]")]
    [InlineData("new_schedule", "null")]
    [InlineData("training_args", """{ "anything": 1 }""")]
    [InlineData("template_args.num_bins", "38.0")]
    [InlineData("affinity_model_args1", """{ "groups": { "0": 1 }, "transformer_args": { "token_s": 384, "num_blocks": 3 } }""")]
    [InlineData("msa_args.miniformer_blocks", "null")]
    public void What_is_off_or_for_training_alone_does_no_harm(string name, string value)
        => Boltz2Settings.Check(With(name, value), ofTheReference: false);

    [Fact]
    public void The_reference_drops_what_it_does_not_know_and_so_do_its_own_weights_here()
    {
        Boltz2Settings.Check(With("use_new_layers", "true"), ofTheReference: true);

        Assert.Throws<NotSupportedException>(() => Boltz2Settings.Check(With("msa_args.miniformer_blocks", "true"), ofTheReference: true));
    }

    private static JsonElement With(string name, string value)
    {
        var settings = JsonNode.Parse(Released)!;
        var path = name.Split('.');
        path[..^1].Aggregate(settings, (node, part) => node[part]!)[path[^1]] = JsonNode.Parse(value);
        return settings.Deserialize<JsonElement>();
    }
}
