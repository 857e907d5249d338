using System.CommandLine;
using FoldCP.Contract;
using FoldCP.Engine.Output;
using FoldCP.Engine.Run;
using FoldCP.Engine.Run.Predict;
using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Run.Predict;

/// <summary>The predict command as a user calls it.</summary>
public sealed class PredictCommandTests : IDisposable
{
    private const string Yaml = "sequences:\n- protein: { id: A, sequence: MKTAYGL, msa: empty }\n- ligand: { id: L, ccd: GOL }\n";
    private static readonly string[] s_quick = ["--weights", "demo", "--recycling_steps", "0", "--sampling_steps", "2"];

    private readonly TemporaryFolder _folder = new();

    private string Out => _folder.File("out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Options_are_those_of_the_request_that_is_folded()
    {
        Write("one.yaml", Yaml);
        string weights = GoldenCase.Find("full_boltz2_tv2.weights.safetensors");

        var (code, said) = await PredictAsync(
            "one.yaml", "--model", "boltz2", "--checkpoint", weights, "--seed", "7", "--recycling-steps", "0", "--sampling_steps", "3", "--diffusion_samples", "2",
            "--max_parallel_samples", "1", "--step_scale", "1.2", "--use_potentials", "--max_msa_seqs", "9", "--subsample_msa", "--num-subsampled-msa", "4",
            "--output_format", "bcif", "--write_full_pde", "--single-sequence", "--affinity_checkpoint", "/x.ckpt", "--sampling_steps_affinity", "9",
            "--diffusion_samples_affinity", "2", "--affinity_mw_correction", "--precision", "bf16");

        Assert.True(code == ExitCode.Done, said);
        var request = RunFolder.Read(Run("one").Request, ContractJson.Default.FoldRequest)!;
        Assert.Equal(
            new FoldOptions(
                weights, Seed: 7, Samples: 2, RecyclingSteps: 0, SamplingSteps: 3, WriteFullPae: true, WriteBinaryCif: true, SingleSequence: true,
                SamplesAtOnce: 1, StepScale: 1.2, AlignmentRows: 9, SubsampledRows: 4, UsePotentials: true, Affinity: new("/x.ckpt", 2, 9, MwCorrection: true), Precision: "bf16"),
            request.Options);
        Assert.Equal(("one", _folder.File("one.yaml")), (request.Name, request.Input!.File));
        var done = RunFolder.Read(Run("one").Done, ContractJson.Default.FoldDone)!;
        Assert.Equal(2, done.Samples.Count);
        Assert.Contains(done.Files, file => file.Kind == ResultKind.BinaryCif);
        Assert.Contains(done.Files, file => file.Kind == ResultKind.Pde);
        Assert.Contains("They are not known to be trained", said);
    }

    [Fact]
    public async Task Whatever_becomes_of_one_the_others_are_folded_and_the_end_says_what_failed()
    {
        Write("in/a.yaml", Yaml.Replace("msa: empty", "cyclic: false", StringComparison.Ordinal));
        Write("in/b.yaml", Yaml);
        Write("in/c.yaml", "sequences: 3\n");
        Write("in/notes.txt", "");

        var (code, said) = await PredictAsync("in", s_quick);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("Left aside, as they are no inputs: notes.txt.", said);
        string[] end = [.. said.TrimEnd().Split('\n')[^3..]];
        Assert.Equal($"3 asked for, 1 folded, 2 not folded; in {Out}:", end[0]);
        Assert.StartsWith("  a.yaml: No alignment is given for chain A.", end[1]);
        Assert.StartsWith("  c.yaml: c.yaml, line 1: sequences must be a list.", end[2]);
        Assert.True(File.Exists(Run("b").File("results/structure_0.cif")));
        Assert.StartsWith("No alignment", RunFolder.Read(Run("a").Failed, ContractJson.Default.FoldFailed)!.Cause);
        Assert.Contains("Shaping structures out of noise", File.ReadAllText(Run("b").Log));
    }

    [Fact]
    public async Task What_is_finished_is_not_folded_again_unless_that_is_asked_for()
    {
        Write("one.yaml", Yaml);
        await PredictAsync("one.yaml", s_quick);
        string first = File.ReadAllText(Run("one").Done);

        var (again, said) = await PredictAsync("one.yaml", s_quick);
        string kept = File.ReadAllText(Run("one").Done);
        var (over, _) = await PredictAsync("one.yaml", [.. s_quick, "--override"]);

        Assert.Equal((ExitCode.Done, ExitCode.Done), (again, over));
        Assert.Contains("Finished already, and not folded again (--override does)", said);
        Assert.EndsWith($"1 asked for, 0 folded, 1 finished before; in {Out}.", said.TrimEnd());
        Assert.Equal(first, kept);
        Assert.NotEqual(first, File.ReadAllText(Run("one").Done));
    }

    [Fact]
    public async Task A_finished_fold_of_something_else_is_neither_taken_for_this_one_nor_replaced()
    {
        Write("one.yaml", Yaml.Replace("empty", "rows.a3m", StringComparison.Ordinal));
        Write("rows.a3m", ">a\nMKTAYGL\n");
        await PredictAsync("one.yaml", s_quick);
        string first = File.ReadAllText(Run("one").Done);

        var (other, said) = await PredictAsync("one.yaml", [.. s_quick, "--seed", "2"]);
        Write("rows.a3m", ">a\nMKTAYGL\n>b\nMRTAYGL\n");
        var (changed, _) = await PredictAsync("one.yaml", s_quick);

        Assert.Equal((ExitCode.FolderTaken, ExitCode.FolderTaken), (other, changed));
        Assert.Contains("holds a fold of another input, of other alignments, or with other options. Name another folder (--out), or replace it (--override).", said);
        Assert.Equal(first, File.ReadAllText(Run("one").Done));
    }

    [Fact]
    public async Task A_folder_that_no_fold_has_made_keeps_its_files()
    {
        Write("one.yaml", Yaml);
        Write("out/one/results/mine.txt", "dear to me");
        Write("out/one/log.txt", "mine too");

        var (code, said) = await PredictAsync("one.yaml", [.. s_quick, "--override"]);

        Assert.Equal(ExitCode.FolderTaken, code);
        Assert.Contains($"{Run("one").Path} has no request.json, so no fold was made there, and log.txt in it would be replaced.", said);
        Assert.False(File.Exists(Run("one").Lock));
        Assert.Equal(("dear to me", "mine too"), (File.ReadAllText(Run("one").File("results/mine.txt")), File.ReadAllText(Run("one").Log)));
    }

    [Fact]
    public async Task A_folder_with_other_files_is_folded_in_and_they_stay()
    {
        Write("one.yaml", Yaml);
        Write("out/one/notes.txt", "mine");

        var (code, said) = await PredictAsync("one.yaml", s_quick);

        Assert.True(code == ExitCode.Done, said);
        Assert.Equal("mine", File.ReadAllText(Run("one").File("notes.txt")));
    }

    [Fact]
    public async Task A_folder_where_another_engine_works_is_taken()
    {
        Write("one.yaml", Yaml);
        Directory.CreateDirectory(Run("one").Path);
        using var other = FolderLock.Take(Run("one"));

        var (code, said) = await PredictAsync("one.yaml", s_quick);

        Assert.Equal(ExitCode.FolderTaken, code);
        Assert.Contains($"Another engine works in {Run("one").Path}.", said);
    }

    [Fact]
    public async Task A_fold_that_failed_is_tried_again()
    {
        Write("one.yaml", Yaml.Replace("GOL", "QQQ", StringComparison.Ordinal));
        var (refused, _) = await PredictAsync("one.yaml", s_quick);
        Write("one.yaml", Yaml);

        var (code, said) = await PredictAsync("one.yaml", s_quick);

        Assert.Equal((ExitCode.BadInput, ExitCode.Done), (refused, code));
        Assert.False(File.Exists(Run("one").Failed), said);
    }

    [Fact]
    public async Task Each_seed_of_an_input_is_folded()
    {
        Write("one.json", """{ "name": "x", "dialect": "alphafold3", "version": 1, "modelSeeds": [5, 6], "sequences": [{ "ligand": { "id": "L", "ccdCodes": ["GOL"] } }] }""");

        var (code, said) = await PredictAsync("one.json", s_quick);

        Assert.True(code == ExitCode.Done, said);
        Assert.Contains("[2/2] one.json, seed 6", said);
        Assert.Equal(6, RunFolder.Read(Run("one_seed-6").File("results/manifest.json"), ManifestJson.Default.Manifest)!.Options.Seed);
    }

    [Theory]
    [InlineData(ExitCode.BadInput, "Both --weights and --checkpoint name weights.", "--weights", "demo", "--checkpoint", "x.ckpt")]
    [InlineData(ExitCode.BadInput, "The weights demo are of Boltz-2, and the model asked for is Boltz-1.", "--weights", "demo", "--model", "boltz1")]
    [InlineData(ExitCode.BadInput, "boltz2_conf.ckpt", "--cache", "nowhere")]
    [InlineData(ExitCode.BadInput, "--num_subsampled_msa has no effect without --subsample_msa.", "--num_subsampled_msa", "4")]
    [InlineData(ExitCode.BadInput, "The number of samples is 0; it must be from 1 to 1000.", "--weights", "demo", "--diffusion_samples", "0")]
    [InlineData(ExitCode.BadInput, "The step scale is -1; it must be above 0", "--weights", "demo", "--step_scale", "-1")]
    [InlineData(ExitCode.BadInput, "The method 'guess' is not known. Known are md, x-ray diffraction,", "--weights", "demo", "--method", "guess")]
    [InlineData(ExitCode.BadInput, "jpeg", "--output_format", "jpeg")]
    [InlineData(ExitCode.Unsupported, "These weights read no method, and 'md' is asked for.", "--weights", "demo", "--method", "md")]
    [InlineData(ExitCode.Unsupported, "FoldCP asks no server for alignments.", "--use_msa_server")]
    [InlineData(ExitCode.Unsupported, "FoldCP asks no server for alignments.", "--msa-server-url", "x")]
    [InlineData(ExitCode.Unsupported, "--devices 2: one process folds, on one device. For several: --ranks 2.", "--devices", "2")]
    [InlineData(ExitCode.Unsupported, "--accelerator gpu: this build of FoldCP is for CPUs.", "--accelerator", "gpu")]
    [InlineData(ExitCode.Unsupported, "--accelerator gpu: this build of FoldCP is for CPUs.", "--accelerator", "gpu", "--ranks", "2")]
    [InlineData(ExitCode.BadInput, "--accelerator is 'tpu'; it may be auto, cpu or gpu.", "--accelerator", "tpu", "--ranks", "2")]
    [InlineData(ExitCode.Unsupported, "--write_embeddings: embeddings are not written.", "--write_embeddings")]
    public async Task What_cannot_be_is_refused_in_words(int expected, string sentence, params string[] arguments)
    {
        Write("one.yaml", Yaml);

        var (code, said) = await PredictAsync("one.yaml", arguments);

        Assert.Contains(sentence, said);
        Assert.Equal(expected, code);
    }

    [Theory]
    [InlineData("boltz2", "boltz2-affinity", "--model", "boltz2")]
    [InlineData("/cache/boltz2_conf.ckpt", "/cache/boltz2_aff.ckpt", "--cache", "/cache")]
    [InlineData("/cache/boltz1_conf.ckpt", null, "--cache", "/cache", "--model", "boltz1")]
    [InlineData("demo", null, "--weights", "demo", "--cache", "/cache")]
    [InlineData("/x.ckpt", null, "--checkpoint", "/x.ckpt")]
    [InlineData("demo", "boltz2-affinity", "--weights", "demo", "--affinity_checkpoint", "boltz2-affinity")]
    public void Weights_are_named_so_that_the_request_holds_wherever_it_is_read(string weights, string? affinity, params string[] arguments)
    {
        var options = Settings(["in.yaml", .. arguments]).Options;

        Assert.Equal((weights, affinity), (options.Weights, options.Affinity!.Weights));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("cpu", "--accelerator", "cpu")]
    [InlineData("auto", "--ranks", "2", "--tile-store", "tiles")]
    [InlineData("cpu", "--ranks", "2")]
    [InlineData("cpu", "--mesh", "1x3")]
    public void A_process_that_only_launches_ranks_leaves_the_GPU_to_them(string expected, params string[] arguments) =>
        Assert.Equal(expected, Parsed(["in.yaml", .. arguments], (known, parsed) => known.ComputesHere(parsed)));

    [Theory]
    [InlineData("/data/complexes/")]
    [InlineData("/data/complexes/.")]
    [InlineData("/data/complexes.yaml")]
    public void Without_a_folder_for_results_it_is_called_as_the_input_is(string input) =>
        Assert.Equal("foldcp_results_complexes", Settings(input).Out);

    [Fact]
    public async Task What_has_no_effect_is_said()
    {
        Write("one.yaml", Yaml);

        var (code, said) = await PredictAsync("one.yaml", [.. s_quick, "--num_workers", "4", "--preprocessing-threads", "2", "--no_kernels", "--devices", "auto", "--accelerator", "cpu"]);

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("--num_workers has no effect", said);
        Assert.Contains("--preprocessing-threads has no effect", said);
        Assert.Contains("--no_kernels has no effect", said);
    }

    [Fact]
    public async Task A_wish_to_stop_ends_the_fold_and_those_that_were_not_begun()
    {
        Write("in/a.yaml", Yaml);
        Write("in/b.yaml", Yaml);
        using var engine = EngineUnderTest.Start("predict", _folder.File("in"), "--out", Out, "--weights", "demo", "--sampling_steps", "100000");
        await engine.ReadUntilAsync("Shaping structures out of noise");

        engine.Terminate();
        var (code, said) = await engine.EndAsync();

        Assert.Equal(ExitCode.Cancelled, code);
        Assert.Contains("Stopping at the next step.", said);
        Assert.Contains("a.yaml: The fold was cancelled.", said);
        Assert.Contains("b.yaml: It was not begun.", said);
    }

    private static PredictSettings Settings(params string[] arguments) => Parsed(arguments, (known, parsed) => known.Settings(parsed));

    private static T Parsed<T>(string[] arguments, Func<PredictArguments, ParseResult, T> read)
    {
        var known = new PredictArguments();
        var command = new Command("predict");
        foreach (var argument in known.Arguments)
            command.Add(argument);
        foreach (var option in known.Options)
            command.Add(option);
        return read(known, command.Parse(arguments));
    }

    private RunFolder Run(string name) => new(Path.Combine(Out, name));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }

    private async Task<(int Code, string Said)> PredictAsync(string input, params string[] arguments)
    {
        using var engine = EngineUnderTest.Start(["predict", _folder.File(input), "--out", Out, .. arguments]);
        return await engine.EndAsync();
    }
}
