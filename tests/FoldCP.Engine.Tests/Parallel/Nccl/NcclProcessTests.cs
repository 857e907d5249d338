using System.Diagnostics;
using FoldCP.Engine.Parallel.Nccl;

namespace FoldCP.Engine.Tests.Parallel.Nccl;

/// <summary>Processes that find one another by an address, and the end of one of them.</summary>
[Collection(SeededTests.Name)]
public sealed class NcclProcessTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("Exchange", 3)]
    [InlineData("Meshes", 4)]
    public async Task Processes_meet_by_an_address_and_do_what_ranks_must(string check, int ranks)
    {
        var ended = await LaunchAsync(check, ranks);

        Assert.All(ended.Index(), rank => Assert.True(rank.Item.Code == 0 && rank.Item.Said.Contains($"rank {rank.Index} of {ranks}: {check}"), rank.Item.Said));
    }

    /// <summary>The library itself notices nothing.</summary>
    [Fact]
    public async Task A_rank_that_is_killed_ends_the_others_within_seconds()
    {
        var ended = await LaunchAsync(NcclRank.IsKilled, 3);

        Assert.NotEqual(0, ended[1].Code);
        foreach (int rank in (int[])[0, 2])
        {
            Assert.Equal(NcclRank.Failed, ended[rank].Code);
            Assert.Contains("Rank 1 was lost", ended[rank].Said);
            Assert.InRange(ended[rank].At - ended[1].At, TimeSpan.FromSeconds(-10), TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task A_rank_that_fails_ends_the_others_with_its_reason()
    {
        var ended = await LaunchAsync("Fails", 3);

        Assert.All(ended, rank => Assert.Equal(NcclRank.Failed, rank.Code));
        Assert.Contains("Rank 2: This rank has had enough.", ended[2].Said);
        Assert.Contains("Rank 2 on", ended[0].Said);
    }

    [Theory]
    [InlineData("mpirun.openmpi")]
    [InlineData("mpirun.mpich")]
    public async Task Processes_that_a_launcher_of_MPI_has_started_meet_by_it(string launcher)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{launcher}"), $"skipped: no {launcher}");
        string[] own = launcher.EndsWith("openmpi", StringComparison.Ordinal) ? ["--allow-run-as-root", "--oversubscribe"] : [];

        var (code, said, _) = await RunAsync(
            [launcher, .. own, "-np", "2", .. TestProgram.Command, NcclRank.Word, "Exchange"], new() { [NcclPlaces.Variable] = NcclStub.OfVersion(23007) }, 0);

        Assert.True(code == 0, said);
        Assert.Contains("rank 0 of 2: Exchange", said);
        Assert.Contains("rank 1 of 2: Exchange", said);
    }

    private static async Task<(int Code, string Said, TimeSpan At)[]> LaunchAsync(string check, int ranks)
    {
        var (library, port) = (NcclStub.OfVersion(23007), TcpRendezvousTests.FreePort());
        long began = Stopwatch.GetTimestamp();
        return await Task.WhenAll(Enumerable.Range(0, ranks).Select(rank => RunAsync(
            [.. TestProgram.Command, NcclRank.Word, check],
            new()
            {
                ["RANK"] = $"{rank}",
                ["WORLD_SIZE"] = $"{ranks}",
                ["MASTER_ADDR"] = "127.0.0.1",
                ["MASTER_PORT"] = $"{port}",
                [NcclPlaces.Variable] = library,
            },
            began)));
    }

    private static async Task<(int Code, string Said, TimeSpan At)> RunAsync(string[] command, Dictionary<string, string> environment, long began)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment.Append(new("OMP_NUM_THREADS", "1")).Append(new("TERM", "dumb")))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(s_patience);
        var (told, warned) = (process.StandardOutput.ReadToEndAsync(late.Token), process.StandardError.ReadToEndAsync(late.Token));
        await process.WaitForExitAsync(late.Token);
        var at = Stopwatch.GetElapsedTime(began);
        return (process.ExitCode, await told + await warned, at);
    }
}
