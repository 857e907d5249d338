using System.Diagnostics;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Tests.Parallel.Parity;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>Every transport does the same: threads of this process, and processes under the launchers of Open MPI and MPICH.</summary>
[Collection(SeededTests.Name)]
public sealed class MpiTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    // Six processes share two processors, and do all cases.
    private static readonly TimeSpan s_longPatience = TimeSpan.FromMinutes(60);

    public static TheoryData<string> Checks => RankChecks.Names;

    public static TheoryData<string, string, int> Launched =>
    [
        .. Checks.Select(check => ("mpirun.openmpi", check.Data, 4)),
        .. Checks.Select(check => ("mpirun.mpich", check.Data, 2)),
        ("mpirun.openmpi", "Meshes", 9),
    ];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Threads_do_what_ranks_must(string check) => ThreadCommunicator.Run(3, world =>
    {
        RankChecks.All[check](world);
        return true;
    });

    [Theory]
    [MemberData(nameof(Launched))]
    public async Task Processes_do_what_ranks_must(string launcher, string check, int ranks)
    {
        var (code, said) = await LaunchAsync(launcher, ranks, "rank", check);

        Assert.True(code == 0, said);
        Assert.All(Enumerable.Range(0, ranks), rank => Assert.Contains($"rank {rank} of {ranks}: {check}", said));
    }

    [Theory]
    [InlineData("mpirun.openmpi")]
    [InlineData("mpirun.mpich")]
    public async Task Processes_reproduce_the_recorded_runs_of_the_reference(string launcher)
    {
        var (code, said) = await LaunchAsync(launcher, 2, "golden", "--ranks", "2", "--transport", "mpi", GoldenCase.KeptFolder);

        Assert.True(code == 0, said);
        Assert.Contains(" passed, 0 failed", said);
    }

    /// <summary>The cases in the repository, in float64, with all gradients.</summary>
    [Fact]
    public async Task Processes_find_what_one_alone_finds()
    {
        var (code, said) = await LaunchAsync("mpirun.openmpi", 4, ParityRank.Word, "2x2", GoldenCase.KeptFolder);

        Assert.True(code == 0, said);
        Assert.Contains("rank 3 of 4: parity", said);
    }

    /// <summary>All cases. Takes minutes.</summary>
    [Theory(Explicit = true)]
    [InlineData("1x2")]
    [InlineData("2x2")]
    [InlineData("4x1")]
    [InlineData("2x3")]
    public async Task Processes_find_in_all_cases_what_one_alone_finds(string mesh)
    {
        var ranks = MeshShape.Parse(mesh).Ranks;
        var (code, said) = await LaunchAsync(s_longPatience, "mpirun.openmpi", ranks, ParityRank.Word, mesh);

        Assert.True(code == 0, said);
        Assert.Contains($"rank {ranks - 1} of {ranks}: parity", said);
    }

    /// <summary>Needs 3 GiB.</summary>
    [Fact(Explicit = true)]
    public async Task Messages_may_be_larger_than_the_library_counts()
    {
        var (code, said) = await LaunchAsync("mpirun.openmpi", 2, "rank", "OverOneGibibyte");

        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task A_rank_that_fails_ends_them_all_and_says_why()
    {
        var (code, said) = await LaunchAsync("mpirun.openmpi", 3, "rank", "Fails");

        Assert.Equal(MpiRank.Failed, code);
        Assert.Contains("Rank 2: System.IO.InvalidDataException: This rank has had enough.", said);
    }

    private static Task<(int Code, string Said)> LaunchAsync(string launcher, int ranks, params string[] args) => LaunchAsync(s_patience, launcher, ranks, args);

    private static async Task<(int Code, string Said)> LaunchAsync(TimeSpan patience, string launcher, int ranks, params string[] args)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{launcher}"), $"skipped: no {launcher}");
        string[] own = launcher.EndsWith("openmpi", StringComparison.Ordinal) ? ["--allow-run-as-root", "--oversubscribe"] : [];
        var start = new ProcessStartInfo(launcher, [.. own, "-np", $"{ranks}", .. TestProgram.Command, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1", ["TERM"] = "dumb" },
        };
        using var launched = Process.Start(start)!;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(patience);
        var (told, warned) = (launched.StandardOutput.ReadToEndAsync(CancellationToken.None), launched.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await launched.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            launched.Kill(entireProcessTree: true);
            Assert.Fail($"After {patience} {ranks} processes are still at it. They have said: {await told}{await warned}");
        }

        return (launched.ExitCode, await told + await warned);
    }
}
