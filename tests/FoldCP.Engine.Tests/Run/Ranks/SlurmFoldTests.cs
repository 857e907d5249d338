using System.Diagnostics;
using FoldCP.Contract;
using FoldCP.Engine.Parallel.Nccl;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tests.Parallel.Nccl;
using FoldCP.Engine.Tests.Run.Checkpoints;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>Ranks that <c>srun</c> has started, on a Slurm of one machine.</summary>
public sealed class SlurmFoldTests(PrivateSlurm slurm, UndisturbedFold undisturbed) : IClassFixture<PrivateSlurm>, IClassFixture<UndisturbedFold>, IDisposable
{
    private const string ByMpi = "pmix";

    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ranks_that_srun_has_started_fold_by_MPI_what_one_folds()
    {
        var run = Requests.In(_folder, undisturbed.Request);
        using var launched = slurm.Launch(ByMpi, [], EngineUnderTest.Program, "fold", run.Path);

        var (code, said) = await launched.EndAsync();

        Assert.True(code == ExitCode.Done, said);
        Assert.Equal([0, 1], RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!.Ranks!.Select(rank => rank.Rank));
        ResumedFold.AssertSame(await undisturbed.RunAsync(), run);
    }

    [Fact]
    public async Task Kill_minus_9_of_a_rank_ends_the_step_and_the_folder_names_the_rank()
    {
        var run = Requests.In(_folder, Requests.Long());
        using var launched = slurm.Launch(ByMpi, [], EngineUnderTest.Program, "fold", run.Path);
        await launched.ReachAsync(FoldStage.Sampling);
        var tail = new ProgressTail(run);
        SpinWait.SpinUntil(() => tail.New().Any(step => step is { Stage: FoldStage.Sampling, Step: > 0 }), s_soon);
        var ranks = RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!.Ranks!;

        Process.GetProcessById(ranks[1].Pid).Kill();
        var (code, said) = await launched.EndAsync().WaitAsync(s_soon, TestContext.Current.CancellationToken);

        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.True((FoldStage.Sampling, 1, FailureKind.Internal) == (failed.Stage, failed.Rank, failed.Kind), $"{failed}\n{said}");
        Assert.NotEqual(ExitCode.Done, code);
        Assert.DoesNotContain(ranks, rank => ProcessClock.StartTicks(rank.Pid) == rank.StartTicks);
    }

    /// <summary>The first machine of the step, and a port that follows from the job's number: nobody has named them.</summary>
    [Fact]
    public async Task Without_MPI_ranks_meet_at_the_first_machine_of_the_step()
    {
        using var launched = slurm.Launch("none", [$"{NcclPlaces.Variable}={NcclStub.OfVersion(23007)}"], [.. TestProgram.Command, NcclRank.Word, "Meshes"]);

        var (code, said) = await launched.EndAsync();

        Assert.True(code == 0, said);
        Assert.Contains("rank 0 of 2: Meshes", said);
        Assert.Contains("rank 1 of 2: Meshes", said);
    }
}
