using FoldCP.Contract;
using FoldCP.Engine.Output;
using FoldCP.Engine.Run;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tests.Chemistry.Components;
using FoldCP.Engine.Tests.Run.Ranks;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Run.Checkpoints;

/// <summary>A fold that failed goes on from its last checkpoint, with as many ranks as there are then, and gives what it would have given.</summary>
public sealed class ResumedFoldTests : IDisposable
{
    private static readonly FoldOptions s_options = new(Samples: 2, RecyclingSteps: 1, SamplingSteps: 5, Precision: "fp64");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(3, FoldStage.Sampling, 1)]
    [InlineData(2, FoldStage.Confidence, 3)]
    public async Task Any_number_of_ranks_goes_on_where_another_was_killed(int before, FoldStage stage, int after)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mpirun.openmpi"), "skipped: no mpirun.openmpi");
        var (whole, run) = (Requests.In(_folder, Requests.Dimer(s_options), "whole"), Requests.In(_folder, Requests.Dimer(s_options)));
        Assert.Equal(ExitCode.Done, await EngineUnderTest.FoldToTheEndAsync(whole));
        var launcher = new RankLauncher(run, new(before, 1), TimeProvider.System, TextWriter.Null)
        {
            Command = [.. TestProgram.Command, DisturbedRank.Word, run.Path, "1", $"{stage}", DisturbedRank.IsKilled],
        };
        Assert.Equal(ExitCode.Internal, launcher.Execute(TestContext.Current.CancellationToken));

        using var engine = EngineUnderTest.Start("fold", run.Path, "--resume", "--ranks", $"{after}");
        var (code, said) = await engine.EndAsync();

        Assert.True(code == ExitCode.Done, said);
        ResumedFold.AssertTookOver(run, stage == FoldStage.Confidence ? [FoldStage.Trunk, FoldStage.Sampling] : [FoldStage.Trunk]);
        ResumedFold.AssertSame(whole, run);
        Assert.False(File.Exists(run.Failed));
    }

    [Fact]
    public async Task One_rank_keeps_the_same_checkpoints_which_are_gone_when_the_fold_is_done()
    {
        var (whole, run) = (Requests.In(_folder, Requests.Dimer(s_options), "whole"), Requests.In(_folder, Requests.Dimer(s_options)));
        Assert.Equal(ExitCode.Done, Fold(whole));

        Assert.Equal(ExitCode.Internal, Fold(run, failsAt: FoldStage.Output));
        Assert.Equal(["Sampling.safetensors", "Trunk.safetensors"], Directory.GetFiles(run.Checkpoints).Select(Path.GetFileName).Order());
        await File.WriteAllTextAsync(run.Cancel, "", TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.FolderTaken, Fold(run));
        Assert.Equal(ExitCode.Done, Fold(run, resumes: true));

        ResumedFold.AssertTookOver(run, FoldStage.Trunk, FoldStage.Sampling);
        ResumedFold.AssertSame(whole, run);
        Assert.False(Directory.Exists(run.Checkpoints));
        Assert.Equal(ExitCode.FolderTaken, Fold(run, resumes: true));
    }

    [Fact]
    public void A_checkpoint_of_another_request_is_not_used()
    {
        var (whole, run) = (Requests.In(_folder, Requests.Dimer(s_options with { Seed = 2 }), "whole"), Requests.In(_folder, Requests.Dimer(s_options)));
        Assert.Equal(ExitCode.Done, Fold(whole));
        Assert.Equal(ExitCode.Internal, Fold(run, failsAt: FoldStage.Output));
        RunFolder.Write(run.Request, Requests.Dimer(s_options with { Seed = 2 }), ContractJson.Default.FoldRequest);

        Assert.Equal(ExitCode.Done, Fold(run, resumes: true));

        ResumedFold.AssertTookOver(run);
        var notes = RunFolder.Read(run.File("results/manifest.json"), ManifestJson.Default.Manifest)!.Notes!;
        Assert.All(notes, note => Assert.Contains("is not used: it is of another request", note));
        Assert.Equal(2, notes.Count);
        ResumedFold.AssertSame(whole, run);
    }

    /// <summary>A place of one atom is all that differs: as many tokens of the same names, from the same input.</summary>
    [Theory]
    [InlineData("0.892", true)]
    [InlineData("0.912", false)]
    public async Task A_checkpoint_is_used_only_where_components_are_defined_as_they_were(string place, bool isUsed)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mpirun.openmpi"), "skipped: no mpirun.openmpi");
        await File.WriteAllTextAsync(_folder.File("one.yaml"), "sequences:\n- protein: { id: A, sequence: MKT, msa: empty }\n- ligand: { id: L, ccd: MOH }\n", TestContext.Current.CancellationToken);
        var request = new FoldRequest { Id = "1", Name = "one", Input = new("../one.yaml"), Options = s_options };
        var (whole, run) = (Requests.In(_folder, request, "whole"), Requests.In(_folder, request));
        string before = await ImportedDictionary.OfAsync(_folder, "before", Definitions.Methanol);
        string after = await ImportedDictionary.OfAsync(_folder, "after", Definitions.Methanol.Replace("0.892", place, StringComparison.Ordinal));
        var launcher = new RankLauncher(run, new(2, 1), TimeProvider.System, TextWriter.Null)
        {
            Command = ["/usr/bin/env", $"FOLDCP_CCD={before}", .. TestProgram.Command, DisturbedRank.Word, run.Path, "1", $"{FoldStage.Output}", DisturbedRank.IsKilled],
        };
        Assert.Equal(ExitCode.Internal, launcher.Execute(TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.Done, await EndAsync("fold", whole.Path));
        Assert.Equal(ExitCode.Done, await EndAsync("fold", run.Path, "--resume"));

        ResumedFold.AssertTookOver(run, isUsed ? [FoldStage.Trunk, FoldStage.Sampling] : []);
        var notes = RunFolder.Read(run.File("results/manifest.json"), ManifestJson.Default.Manifest)!.Notes!;
        Assert.Equal(isUsed ? 0 : 2, notes.Count(note => note.Contains("is not used: it is of another request")));
        ResumedFold.AssertSame(whole, run);

        async Task<int> EndAsync(params string[] arguments)
        {
            using var engine = EngineUnderTest.StartWithComponentsIn(after, arguments);
            return (await engine.EndAsync()).Code;
        }
    }

    private static int Fold(RunFolder run, FoldStage? failsAt = null, bool resumes = false)
    {
        using var models = new OpenModels();
        var watch = new FoldWatch(step =>
        {
            if (step.Stage == failsAt)
                throw new InvalidDataException("An accident.");
        }, _ => { });
        return new FoldRun(run, TimeProvider.System, TextWriter.Null, models, FoldRanks.Alone) { Watch = watch, Resumes = resumes }.Execute(TestContext.Current.CancellationToken);
    }
}
