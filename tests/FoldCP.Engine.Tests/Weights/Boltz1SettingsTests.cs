using System.Text.Json;
using System.Text.Json.Nodes;
using FoldCP.Engine.Model;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Weights;

public sealed class Boltz1SettingsTests
{
    // In the form of the settings that the reference is trained with to judge its structures.
    private const string Trained = """
        {
          "atom_s": 128, "atom_z": 16, "token_s": 384, "token_z": 128, "num_bins": 64, "atom_feature_dim": 389,
          "atoms_per_window_queries": 32, "atoms_per_window_keys": 128, "ema": true, "ema_decay": 0.999,
          "training_args": { "max_lr": 0.0018 }, "validation_args": {}, "diffusion_loss_args": {}, "compile_pairformer": false,
          "embedder_args": { "atom_encoder_depth": 3, "atom_encoder_heads": 4 },
          "msa_args": { "msa_s": 64, "msa_blocks": 4, "msa_dropout": 0.15, "z_dropout": 0.25, "pairwise_head_width": 32, "pairwise_num_heads": 4, "activation_checkpointing": true, "offload_to_cpu": false },
          "pairformer_args": { "num_blocks": 48, "num_heads": 16, "dropout": 0.25, "activation_checkpointing": true, "offload_to_cpu": false },
          "score_model_args": { "sigma_data": 16, "dim_fourier": 256, "atom_encoder_depth": 3, "atom_encoder_heads": 4, "token_transformer_depth": 24, "token_transformer_heads": 16, "atom_decoder_depth": 3, "atom_decoder_heads": 4, "conditioning_transition_layers": 2, "activation_checkpointing": true, "offload_to_cpu": false },
          "diffusion_process_args": { "sigma_min": 0.0004, "rho": 7, "step_scale": 1.0 },
          "confidence_prediction": true, "confidence_imitate_trunk": true, "alpha_pae": 1.0,
          "confidence_model_args": { "num_dist_bins": 64, "max_dist": 22, "add_s_to_z_prod": true, "add_s_input_to_s": true, "use_s_diffusion": true, "add_z_input_to_z": true, "confidence_args": { "num_plddt_bins": 50, "num_pde_bins": 64, "num_pae_bins": 64 } }
        }
        """;

    [Fact]
    public void Settings_are_read_as_the_reference_reads_them_when_it_predicts()
    {
        var settings = JsonElement.Parse(Trained);

        Boltz1Settings.Check(settings, ofTheReference: false);
        var config = Boltz1Config.FromJson(settings).ForPrediction();

        Assert.Equal((0.0004, 8, 1.638, 0.605, 1.107, 0.901), (config.DiffusionProcessArgs.SigmaMin, config.DiffusionProcessArgs.Rho,
            config.DiffusionProcessArgs.StepScale, config.DiffusionProcessArgs.Gamma0, config.DiffusionProcessArgs.GammaMin, config.DiffusionProcessArgs.NoiseScale));
        Assert.True(config.DiffusionProcessArgs.AlignmentReverseDiff);
        Assert.True(config.DiffusionProcessArgs.AccumulateTokenRepr);
        Assert.False(config.MsaArgs.UsePairedFeature);
        Assert.Equal((48, 455), (config.PairformerArgs.NumBlocks, config.Widths.Inputs));
    }

    [Theory]
    [InlineData("use_new_layers", "true", "use_new_layers = true is not known")]
    [InlineData("no_msa", "true", "no_msa is true; this engine computes only false")]
    [InlineData("no_atom_encoder", "true", "no_atom_encoder is true")]
    [InlineData("confidence_prediction", "false", "confidence_prediction is false; this engine computes only true")]
    [InlineData("pairformer_args.no_update_s", "true", "pairformer_args.no_update_s is true")]
    [InlineData("pairformer_args.norm_in_attention", "true", "pairformer_args.norm_in_attention = true is not known")]
    [InlineData("confidence_model_args.confidence_args.use_separate_heads", "true", "use_separate_heads is true")]
    public void A_setting_that_may_change_the_numbers_is_refused_by_name(string name, string value, string reason)
        => Assert.Contains(reason, Assert.Throws<NotSupportedException>(() => Boltz1Settings.Check(With(name, value), ofTheReference: false)).Message);

    [Fact]
    public void A_network_that_predicts_no_aligned_error_is_refused()
        => Assert.Contains("alpha_pae", Assert.Throws<NotSupportedException>(() => Boltz1Config.FromJson(With("alpha_pae", "0"))).Message);

    [Fact]
    public void A_confidence_module_that_imitates_no_trunk_must_say_how_its_own_blocks_are_shaped()
        => Assert.Contains("pairformer_args", Assert.Throws<JsonException>(() => Boltz1Config.FromJson(With("confidence_imitate_trunk", "false"))).Message);

    private static JsonElement With(string name, string value)
    {
        var settings = JsonNode.Parse(Trained)!;
        var path = name.Split('.');
        path[..^1].Aggregate(settings, (node, part) => node[part]!)[path[^1]] = JsonNode.Parse(value);
        return settings.Deserialize<JsonElement>();
    }
}
