using System.CommandLine;
using FoldCP.Engine.Run;

namespace FoldCP.Engine.Tests.Run;

public sealed class CommandLineTests
{
    [Fact]
    public void Commands_arguments_and_options_are_frozen()
    {
        string[] predict =
        [
            "INPUT", "--out_dir", "--weights", "--model", "--checkpoint", "--cache", "--seed", "--recycling_steps", "--sampling_steps", "--diffusion_samples",
            "--max_parallel_samples", "--step_scale", "--use_potentials", "--method", "--max_msa_seqs", "--subsample_msa", "--num_subsampled_msa",
            "--single_sequence", "--affinity_checkpoint", "--sampling_steps_affinity", "--diffusion_samples_affinity", "--affinity_mw_correction", "--output_format", "--write_full_pae", "--write_full_pde", "--precision", "--ranks", "--mesh", "--tile_store", "--accelerator", "--override", "--devices", "--num_workers",
            "--preprocessing-threads", "--no_kernels", "--write_embeddings", "--use_msa_server", "--msa_server_url", "--msa_pairing_strategy",
            "--msa_server_username", "--msa_server_password", "--api_key_header", "--api_key_value",
        ];
        string[] expected =
        [
            "--help", "--version", "fold", "fold RUN_FOLDER", "fold --ranks", "fold --mesh", "fold --tile-store", "fold --accelerator", "fold --resume", "weights", "weights get", "weights get NAME", "weights get --from", "weights list",
            "predict", .. predict.Select(name => $"predict {name}"),
            "plan", "plan --tokens", "plan --atoms", "plan --msa", "plan --samples", "plan --weights", "plan --memory", "plan --ranks", "plan --mesh", "plan --gpu", "plan --dtype", "plan --json",
            "calibrate", "calibrate --tokens", "calibrate --ranks", "calibrate --out", "measure", "measure SHAPE",
            "ccd", "ccd import", "ccd import FILE", "ccd list", "ccd show", "ccd show CODE", "ccd subset", "ccd subset FILE", "ccd subset --codes", "ccd subset --out",
        ];

        var root = FoldCommand.Root();

        Assert.Equal(expected.Order(StringComparer.Ordinal), Names(root, "").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Names(Command command, string before) =>
    [
        .. command.Options.Select(option => before + option.Name),
        .. command.Arguments.Select(argument => before + argument.Name),
        .. command.Subcommands.Select(sub => before + sub.Name),
        .. command.Subcommands.SelectMany(sub => Names(sub, $"{before}{sub.Name} ")),
    ];
}
