using System.Numerics;
using FoldCP.Contract;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tests.Chemistry.Components;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Tests.Output;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>Folds by several processes, as a user starts them.</summary>
public sealed class RankedFoldTests : IDisposable
{
    private static readonly FoldOptions s_short = new(Samples: 2, RecyclingSteps: 1, SamplingSteps: 4, Precision: "fp64");
    private static readonly FoldOptions s_withErrors = s_short with { WriteFullPae = true };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mpirun.openmpi", "--ranks", "3")]
    [InlineData("mpirun.openmpi", "--mesh", "2x2")]
    [InlineData("mpirun.mpich", "--mesh", "1x2")]
    public async Task Several_ranks_fold_as_one_does(string launcher, string option, string value)
    {
        SkipWithout(launcher);
        var (alone, together) = (Requests.In(_folder, Requests.Dimer(s_withErrors), "alone"), Requests.In(_folder, Requests.Dimer(s_withErrors), "together"));

        Assert.Equal(ExitCode.Done, await EngineUnderTest.FoldToTheEndAsync(alone));
        using var engine = EngineUnderTest.Run("/usr/bin/env", $"{MpiLauncher.Variable}={launcher}", EngineUnderTest.Program, "fold", together.Path, option, value);
        var (code, said) = await engine.EndAsync();

        Assert.True(code == ExitCode.Done, said);
        Assert.Contains("Done in", said);
        var process = RunFolder.Read(together.Engine, ContractJson.Default.EngineProcess)!;
        Assert.Equal(Enumerable.Range(0, value == "3" ? 3 : value == "2x2" ? 4 : 2), process.Ranks!.Select(rank => rank.Rank));
        Assert.Equal(process.Pid, process.Ranks![0].Pid);
        var (expected, found) = (Read(alone), Read(together));
        Assert.Equal(expected.Samples.Select(sample => sample.Sample), found.Samples.Select(sample => sample.Sample));
        Assert.All(expected.Samples.Zip(found.Samples), pair => Assert.Equal(pair.First.ConfidenceScore, pair.Second.ConfidenceScore, 1e-9));
        Assert.Equal(expected.Files.Select(file => file.Path), found.Files.Select(file => file.Path));
        Assert.All(Atoms(alone).Zip(Atoms(together)), pair => Assert.InRange(Vector3.Distance(pair.First, pair.Second), 0, 0.0011f));
        foreach (string errors in (string[])["pae_0", "pde_0", "pae_1", "pde_1"])
            Assert.All(Errors(alone, errors).Zip(Errors(together, errors)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    private static float[] Errors(RunFolder run, string name) => NumpyReader.Read(run.File($"results/{name}.npz"), name[..3]).Numbers;

    [Fact]
    public async Task A_request_may_ask_for_ranks_and_processes_that_a_launcher_has_started_share_the_fold()
    {
        SkipWithout("mpirun.openmpi");
        var (asked, launched) = (Requests.In(_folder, Requests.Dimer(s_short with { Ranks = 2 }), "asked"), Requests.In(_folder, Requests.Dimer(s_short), "launched"));

        Assert.Equal(ExitCode.Done, await EngineUnderTest.FoldToTheEndAsync(asked));
        using var engine = Under("mpirun.openmpi", Two(launched.Path, launched.Path));
        var (code, said) = await engine.EndAsync();

        Assert.True(code == ExitCode.Done, said);
        Assert.All([asked, launched], run => Assert.Equal(2, RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!.Ranks!.Count));
        Assert.Equal(Atoms(asked), Atoms(launched));
    }

    [Fact]
    public async Task Other_numbers_than_were_launched_are_refused_by_each_and_nothing_is_touched()
    {
        SkipWithout("mpirun.openmpi");
        var run = Requests.In(_folder, Requests.Dimer(s_short));

        using var engine = Under("mpirun.openmpi", "-np", "2", EngineUnderTest.Program, "fold", run.Path, "--ranks", "3");
        var (code, said) = await engine.EndAsync();

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("3 ranks are asked for (--ranks), and 2 were launched.", said);
        Assert.Equal([run.Request], Directory.GetFileSystemEntries(run.Path));
    }

    [Fact]
    public async Task Ranks_with_other_requests_or_none_are_named()
    {
        SkipWithout("mpirun.openmpi");
        var (first, second) = (Requests.In(_folder, Requests.Dimer(s_short), "first"), Requests.In(_folder, Requests.Dimer(s_short with { Seed = 5 }), "second"));
        var third = Requests.In(_folder, Requests.Dimer(s_short), "third");

        using var other = Under("mpirun.openmpi", Two(first.Path, second.Path));
        using var none = Under("mpirun.openmpi", Two(third.Path, _folder.File("absent")));

        AssertRefused(first, "Rank 1 differs from rank 0 in the SHA-256 of request.json:", await other.EndAsync());
        AssertRefused(third, $"Rank 1 on {Environment.MachineName} does not see {_folder.File("absent")}/request.json.", await none.EndAsync());
        Assert.False(second.HasEnded);
    }

    [Fact]
    public async Task Ranks_with_other_weights_are_named()
    {
        SkipWithout("mpirun.openmpi");
        var run = Requests.In(_folder, Requests.Dimer(s_short with { Weights = "mine.safetensors" }));
        string[] places = [Weights("first", isChanged: false), Weights("second", isChanged: true)];

        using var engine = Under(
            "mpirun.openmpi", "-np", "1", "/usr/bin/env", "-C", places[0], EngineUnderTest.Program, "fold", run.Path,
            ":", "-np", "1", "/usr/bin/env", "-C", places[1], EngineUnderTest.Program, "fold", run.Path);

        AssertRefused(run, "Rank 1 differs from rank 0 in the SHA-256 of the weights:", await engine.EndAsync());
    }

    [Fact]
    public async Task Ranks_with_other_definitions_of_a_component_are_named()
    {
        SkipWithout("mpirun.openmpi");
        await File.WriteAllTextAsync(_folder.File("one.yaml"), "sequences:\n- protein: { id: A, sequence: MKT, msa: empty }\n- ligand: { id: L, ccd: MOH }\n", TestContext.Current.CancellationToken);
        var run = Requests.In(_folder, new() { Id = "1", Name = "one", Input = new("../one.yaml"), Options = s_short });
        string[] dictionaries = [await ImportedDictionary.OfAsync(_folder, "first", Definitions.Methanol), await ImportedDictionary.OfAsync(_folder, "second", Definitions.Methanol.Replace("MOH O   O", "MOH O   S", StringComparison.Ordinal))];

        using var engine = Under(
            "mpirun.openmpi", "-np", "1", "/usr/bin/env", $"FOLDCP_CCD={dictionaries[0]}", EngineUnderTest.Program, "fold", run.Path,
            ":", "-np", "1", "/usr/bin/env", $"FOLDCP_CCD={dictionaries[1]}", EngineUnderTest.Program, "fold", run.Path);

        AssertRefused(run, "Rank 1 differs from rank 0 in the SHA-256 of the components:", await engine.EndAsync());
    }

    [Fact]
    public async Task More_ranks_than_tokens_are_refused_with_the_most_that_there_can_be()
    {
        SkipWithout("mpirun.openmpi");
        var request = Requests.Dimer(s_short);
        var run = Requests.In(_folder, request with { Chains = [request.Chains[0] with { Sequence = "MK" }] });

        using var engine = EngineUnderTest.Start("fold", run.Path, "--ranks", "3");

        Assert.Equal(ExitCode.BadInput, (await engine.EndAsync()).Code);
        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.StartsWith("A complex of 2 tokens is too small for 3 ranks (a mesh of 3x1)", failed.Cause);
        Assert.EndsWith("The most ranks for this complex are 2.", failed.Cause);
    }

    [Fact]
    public async Task More_ranks_than_the_machine_has_room_for_are_refused_before_any_is_there()
    {
        var run = Requests.In(_folder, Requests.Dimer(s_short));

        using var engine = EngineUnderTest.Start("fold", run.Path, "--ranks", "1000000000");

        Assert.Equal(ExitCode.BadInput, (await engine.EndAsync()).Code);
        Assert.StartsWith("1000000000 ranks take 50000000 GB of memory before anything is computed", RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Cause);
        Assert.False(File.Exists(run.Engine));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no program")]
    public async Task Where_nothing_launches_ranks_the_fold_says_what_is_missing(string? content)
    {
        var run = Requests.In(_folder, Requests.Dimer(s_short));
        if (content is not null)
            await File.WriteAllTextAsync(_folder.File("nothing"), content, TestContext.Current.CancellationToken);

        using var engine = EngineUnderTest.Run("/usr/bin/env", $"{MpiLauncher.Variable}={_folder.File("nothing")}", EngineUnderTest.Program, "fold", run.Path, "--ranks", "2");
        var (code, said) = await engine.EndAsync();

        Assert.True(code == ExitCode.Unsupported, said);
        Assert.Contains("Install Open MPI or MPICH", said);
        Assert.Equal(FailureKind.Unsupported, RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Kind);
    }

    [Fact]
    public async Task What_all_ranks_refuse_before_they_begin_stands_in_the_folder()
    {
        SkipWithout("mpirun.openmpi");
        SkipWithout("mpirun.mpich");
        var run = Requests.In(_folder, Requests.Dimer(s_short));

        using var engine = EngineUnderTest.Run("/usr/bin/env", $"{MpiLauncher.Variable}=mpirun.openmpi", "FOLDCP_MPI_LIBRARY=libmpich.so.12", EngineUnderTest.Program, "fold", run.Path, "--ranks", "2");
        var (code, said) = await engine.EndAsync();

        Assert.True(code == ExitCode.Unsupported, said);
        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal((FailureKind.Unsupported, FoldStage.Start), (failed.Kind, failed.Stage));
        Assert.StartsWith("2 processes were launched, and the MPI library that was found here knows of 1: it is not the launcher's own.", failed.Cause);
    }

    [Fact]
    public async Task SIGTERM_to_the_launcher_ends_all_ranks_at_their_next_step()
    {
        SkipWithout("mpirun.openmpi");
        var run = Requests.In(_folder, Requests.Long());
        using var engine = EngineUnderTest.Start("fold", run.Path, "--ranks", "2");
        await engine.ReachAsync(FoldStage.Sampling);
        var ranks = RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!.Ranks!;
        Assert.All(ranks, rank => Assert.Equal(rank.StartTicks, ProcessClock.StartTicks(rank.Pid)));

        engine.Terminate();

        Assert.Equal(ExitCode.Cancelled, (await engine.EndAsync()).Code);
        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal((FailureKind.Cancelled, FoldStage.Sampling), (failed.Kind, failed.Stage));
        Assert.All(ranks, rank => Assert.NotEqual(rank.StartTicks, ProcessClock.StartTicks(rank.Pid)));
    }

    [Fact]
    public async Task Predict_folds_each_input_by_ranks_and_tells_their_steps()
    {
        SkipWithout("mpirun.openmpi");
        string input = _folder.File("one.yaml");
        await File.WriteAllTextAsync(input, "sequences:\n- protein: { id: A, sequence: MKTAYGL, msa: empty }\n", TestContext.Current.CancellationToken);

        using var engine = EngineUnderTest.Start(
            "predict", input, "--out", _folder.File("out"), "--weights", "demo", "--recycling_steps", "0", "--sampling_steps", "2", "--ranks", "2");
        var (code, said) = await engine.EndAsync();

        Assert.True(code == ExitCode.Done, said);
        Assert.Contains("Shaping structures out of noise", said);
        Assert.Contains("1 asked for, 1 folded", said);
        Assert.Equal(2, RunFolder.Read(new RunFolder(_folder.File("out/one")).Engine, ContractJson.Default.EngineProcess)!.Ranks!.Count);
    }

    private static void SkipWithout(string launcher) => Assert.SkipUnless(File.Exists($"/usr/bin/{launcher}"), $"skipped: no {launcher}");

    private static EngineUnderTest Under(string launcher, params string[] arguments) => EngineUnderTest.Run(launcher, ["--allow-run-as-root", "--oversubscribe", .. arguments]);

    private static string[] Two(string first, string second)
        => ["-np", "1", EngineUnderTest.Program, "fold", first, ":", "-np", "1", EngineUnderTest.Program, "fold", second];

    private string Weights(string place, bool isChanged)
    {
        Directory.CreateDirectory(_folder.File(place));
        byte[] weights = File.ReadAllBytes(GoldenCase.Find("full_boltz2_tv2.weights.safetensors"));
        if (isChanged)
            weights[^1] ^= 1;
        File.WriteAllBytes(_folder.File($"{place}/mine.safetensors"), weights);
        File.Copy(GoldenCase.Find("full_boltz2_tv2.weights.json"), _folder.File($"{place}/mine.json"));
        return _folder.File(place);
    }

    private static void AssertRefused(RunFolder run, string sentence, (int Code, string Said) ended)
    {
        Assert.True(ended.Code == ExitCode.BadInput, ended.Said);
        // By each of the two.
        Assert.True(ended.Said.Split($"Failed at stage Start on rank 1 (BadInput): {sentence}").Length == 3, ended.Said);
        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal((FailureKind.BadInput, FoldStage.Start, 1), (failed.Kind, failed.Stage, failed.Rank));
        Assert.StartsWith(sentence, failed.Cause);
    }

    private static FoldDone Read(RunFolder run) => RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;

    private static IEnumerable<Vector3> Atoms(RunFolder run) => AtomSite.Of(CifFile.Read(run.File("results/structure_0.cif"))).Select(atom => atom.Position);
}
