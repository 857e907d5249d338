using System.Runtime.InteropServices;
using FoldCP.Contract;
using FoldCP.Engine.Parallel.Nccl;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tests.Parallel.Nccl;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>Processes of one launch that were told different things: each says the same, soon, and none waits for another by a way that that one does not use.</summary>
public sealed class DifferingStartTests : IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(30);

    // They would look for longer.
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string[], string[], int, string> Starts => new()
    {
        {
            "mpirun.openmpi", "accelerator", ["--accelerator", "cpu"], ["--accelerator", "gpu"], ExitCode.BadInput,
            "Rank 1 would compute with a GPU and rank 0 with processors, and the ranks of a fold must all do the same. --accelerator is cpu on rank 0, gpu on rank 1."
        },
        {
            "mpirun.mpich", "accelerator", ["--accelerator", "gpu"], ["--accelerator", "cpu"], ExitCode.BadInput,
            "Rank 0 would compute with a GPU and rank 1 with processors, and the ranks of a fold must all do the same. --accelerator is gpu on rank 0, cpu on rank 1."
        },
        { "mpirun.openmpi", "word", ["--accelerator", "cpu"], ["--accelerator", "tpu"], ExitCode.BadInput, "Rank 1 cannot begin: --accelerator is 'tpu'; it may be auto, cpu or gpu." },
        { "mpirun.openmpi", "number", ["--ranks", "3"], [], ExitCode.BadInput, "Rank 0 cannot begin: 3 ranks are asked for (--ranks), and 2 were launched." },
        { "mpirun.mpich", "turns", [], ["--tile-store", "tiles"], ExitCode.BadInput, "Rank 1 cannot begin: With --tile-store ranks take turns in one process" },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task What_was_said_to_some_alone_is_refused_by_all(string launcher, string name, string[] first, string[] second, int code, string sentence)
    {
        var run = Requested(name);

        var (ended, said) = await UnderAsync(launcher, Rank(run, "", first), Rank(run, "", second));

        AssertSaidByBoth(sentence, said);
        Assert.True(code == ended, said);
        Assert.Equal([run.Request], Directory.GetFileSystemEntries(run.Path));
    }

    [Theory]
    [InlineData("mpirun.openmpi", "nccl", "", "Rank 0 would send by nccl and rank 1 by mpi, and the ranks of a fold must all do the same. FOLDCP_TRANSPORT is nccl on rank 0, not set on rank 1.")]
    [InlineData("mpirun.mpich", "mpi", "nccl", "Rank 1 would send by nccl and rank 0 by mpi, and the ranks of a fold must all do the same. FOLDCP_TRANSPORT is mpi on rank 0, nccl on rank 1.")]
    [InlineData("mpirun.openmpi", "", "gloo", "Rank 1 cannot begin: FOLDCP_TRANSPORT is 'gloo'; it may be mpi or nccl.")]
    public async Task So_is_what_stands_in_the_environment_of_some(string launcher, string first, string second, string sentence)
    {
        var run = Requested("transport");

        var (code, said) = await UnderAsync(launcher, Rank(run, first), Rank(run, second));

        AssertSaidByBoth(sentence, said);
        Assert.True(code == ExitCode.BadInput, said);
    }

    [Fact]
    public async Task A_library_that_is_not_NCCL_is_told_to_all()
    {
        var run = Requested("library");
        string other = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so");

        var (code, said) = await UnderAsync("mpirun.openmpi", Wrong(), Wrong());

        AssertSaidByBoth("What was loaded as NCCL has no ncclGetVersion: it is too old, or another library. FOLDCP_NCCL_LIBRARY can name the right one.", said);
        Assert.True(code == ExitCode.Unsupported, said);

        string[] Wrong() => [$"{NcclPlaces.Variable}={other}", .. Rank(run, "nccl")];
    }

    /// <summary>Without a launcher of MPI they meet at an address, whatever they are to send by.</summary>
    [Theory]
    [InlineData("nccl", "")]
    [InlineData("", "nccl")]
    public async Task Ranks_that_meet_at_an_address_refuse_alike(string first, string second)
    {
        var run = Requested("address");
        int port = TcpRendezvousTests.FreePort();

        var ended = await Task.WhenAll(((string[])[first, second]).Select((transport, rank) => EndAsync("/usr/bin/env", At(port, rank, Rank(run, transport)))));

        string sentence = $"Rank {(first == "nccl" ? 0 : 1)} would send by nccl and rank {(first == "nccl" ? 1 : 0)} by mpi, and the ranks of a fold must all do the same.";
        Assert.All(ended, rank => Assert.True(rank.Code == ExitCode.BadInput && rank.Said.Contains(sentence), rank.Said));
        Assert.Equal([run.Request], Directory.GetFileSystemEntries(run.Path));
    }

    [Fact]
    public async Task Who_needs_no_others_folds_alone_where_none_of_them_does()
    {
        var runs = (RunFolder[])[Requested("one"), Requested("two")];
        int port = TcpRendezvousTests.FreePort();

        var ended = await Task.WhenAll(runs.Select((run, rank) => EndAsync("/usr/bin/env", At(port, rank, Rank(run, "")))));

        Assert.All(ended, rank => Assert.True(rank.Code == ExitCode.Done && rank.Said.Contains("looking for up to 15 s whether others wait for it"), rank.Said));
        Assert.All(runs, run => Assert.Null(RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!.Ranks));
    }

    [Fact]
    public async Task Who_still_looks_for_others_ends_at_once_if_it_is_asked_to()
    {
        var run = Requested("stopped");
        using var engine = EngineUnderTest.Run("/usr/bin/env", At(TcpRendezvousTests.FreePort(), 1, Rank(run, "")));
        await engine.ReadUntilAsync("This is rank 1 of 2");

        engine.Terminate();
        await engine.EndAsync().WaitAsync(s_atOnce, TestContext.Current.CancellationToken);

        Assert.Equal([run.Request], Directory.GetFileSystemEntries(run.Path));
    }

    [Fact]
    public async Task An_MPI_library_that_is_not_the_launchers_is_told()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mpirun.mpich"), "skipped: no mpirun.mpich");
        var run = Requested("library");

        var (code, said) = await UnderAsync("mpirun.openmpi", Other(), Other());

        Assert.True(code == ExitCode.Unsupported, said);
        Assert.Contains("2 processes were launched, and the MPI library that was found here knows of 1: it is not the launcher's own.", said);

        string[] Other() => ["FOLDCP_MPI_LIBRARY=libmpich.so.12", .. Rank(run, "")];
    }

    private RunFolder Requested(string name) => Requests.In(_folder, Requests.Dimer(new(RecyclingSteps: 0, SamplingSteps: 2)), name);

    private static string[] Rank(RunFolder run, string transport, params string[] options) => [$"{LaunchedWorld.Variable}={transport}", EngineUnderTest.Program, "fold", run.Path, .. options];

    private static string[] At(int port, int rank, string[] command) => [$"RANK={rank}", "WORLD_SIZE=2", "MASTER_ADDR=127.0.0.1", $"MASTER_PORT={port}", .. command];

    private static async Task<(int Code, string Said)> UnderAsync(string launcher, string[] first, string[] second)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{launcher}"), $"skipped: no {launcher}");
        string[] own = launcher.EndsWith("openmpi", StringComparison.Ordinal) ? ["--allow-run-as-root", "--oversubscribe"] : [];
        return await EndAsync(launcher, [.. own, "-np", "1", "/usr/bin/env", .. first, ":", "-np", "1", "/usr/bin/env", .. second]);
    }

    private static async Task<(int Code, string Said)> EndAsync(string program, string[] arguments)
    {
        using var engine = EngineUnderTest.Run(program, arguments);
        return await engine.EndAsync().WaitAsync(s_soon, TestContext.Current.CancellationToken);
    }

    private static void AssertSaidByBoth(string sentence, string said) => Assert.True(said.Split(sentence).Length == 3, said);
}
