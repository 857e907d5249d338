using System.Diagnostics;
using FoldCP.Contract;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>A rank that fails or is killed ends all of them, soon, and the run folder says which it was, at which stage and why.</summary>
public sealed class RankFailureTests(UndisturbedFold undisturbed) : IClassFixture<UndisturbedFold>, IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, FoldStage, int> Accidents =>
    [
        .. from stage in (FoldStage[])[FoldStage.Start, FoldStage.Features, FoldStage.Trunk, FoldStage.Sampling, FoldStage.Confidence, FoldStage.Output]
           from how in (string[])[DisturbedRank.Throws, DisturbedRank.RunsOutOfMemory, DisturbedRank.IsKilled]
           select (how, stage, ((int)stage + how.Length) % 4),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Accidents))]
    public async Task Whatever_befalls_a_rank_all_end_the_folder_says_why_and_fewer_go_on(string how, FoldStage stage, int victim)
    {
        var (accident, run) = (new Accident(how, stage, victim), Requests.In(_folder, undisturbed.Request));

        accident.Befall(run);

        await accident.AssertFewerGoOnAsync(run, await undisturbed.RunAsync());
    }

    [Theory]
    [InlineData("mpirun.openmpi", 0)]
    [InlineData("mpirun.openmpi", 1)]
    [InlineData("mpirun.mpich", 0)]
    [InlineData("mpirun.mpich", 2)]
    public async Task Kill_minus_9_of_a_rank_ends_the_command_and_the_folder_names_the_rank(string launcher, int victim)
    {
        using var fold = await LongFold.StartAsync(_folder, launcher);

        ProcessOf(fold.Ranks[victim].Pid).Kill();
        var (code, said) = await fold.EndWithinAsync(s_soon);

        var failed = RunFolder.Read(fold.Run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.True((FoldStage.Sampling, victim, FailureKind.Internal) == (failed.Stage, failed.Rank, failed.Kind), $"{failed}\n{said}");
        Assert.StartsWith($"Rank {victim} (process {fold.Ranks[victim].Pid} on ", failed.Cause);
        Assert.Equal(ExitCode.Internal, code);
        Assert.Empty(fold.Living);
    }

    [Theory]
    [InlineData("mpirun.openmpi")]
    [InlineData("mpirun.mpich")]
    public async Task Ranks_do_not_outlive_who_launched_them(string launcher)
    {
        using var fold = await LongFold.StartAsync(_folder, launcher);

        fold.Engine.Kill();
        await fold.EndWithinAsync(s_soon);

        Assert.True(SpinWait.SpinUntil(() => !fold.Living.Any(), s_soon));
        Assert.False(fold.Run.HasEnded);
    }

    [Theory]
    [InlineData("mpirun.openmpi")]
    [InlineData("mpirun.mpich")]
    public async Task A_killed_mpirun_is_no_end_without_a_word(string launcher)
    {
        using var fold = await LongFold.StartAsync(_folder, launcher);

        ProcessOf(ProcessClock.ParentOf(fold.Ranks[0].Pid)!.Value).Kill();
        var (code, said) = await fold.EndWithinAsync(s_soon);

        var failed = RunFolder.Read(fold.Run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.True((FoldStage.Sampling, FailureKind.Internal) == (failed.Stage, failed.Kind), $"{failed}\n{said}");
        Assert.Equal(ExitCode.Internal, code);
        Assert.Empty(fold.Living);
    }

    private static Process ProcessOf(int pid) => Process.GetProcessById(pid);
}
