using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.InTurns;
using FoldCP.Engine.Run;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tests.Output;
using FoldCP.Engine.Tests.Run.Checkpoints;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>Folds by ranks that take turns: as a user starts them, and here with everything put aside, as all is large.</summary>
[Collection(SeededTests.Name)]
public sealed class FoldInTurnsTests(UndisturbedFold undisturbed) : IClassFixture<UndisturbedFold>, IDisposable
{
    private static readonly FoldOptions s_withErrors = new(Samples: 2, RecyclingSteps: 1, SamplingSteps: 4, Precision: "fp64", WriteFullPae: true);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, FoldStage, int> Accidents =>
    [
        (DisturbedRank.Throws, FoldStage.Features, 2),
        (DisturbedRank.RunsOutOfMemory, FoldStage.Trunk, 0),
        (DisturbedRank.Throws, FoldStage.Sampling, 3),
        (DisturbedRank.RunsOutOfMemory, FoldStage.Confidence, 1),
        (DisturbedRank.Throws, FoldStage.Output, 0),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--ranks", "3")]
    [InlineData("--mesh", "2x2")]
    public async Task They_fold_as_one_rank_does(string option, string value)
    {
        var (alone, inTurns) = (Requests.In(_folder, Requests.Dimer(s_withErrors), "alone"), Requests.In(_folder, Requests.Dimer(s_withErrors), "turns"));

        Assert.Equal(ExitCode.Done, await EngineUnderTest.FoldToTheEndAsync(alone));
        using var engine = EngineUnderTest.Start("fold", inTurns.Path, option, value, "--tile-store", _folder.File("tiles"));
        var (code, said) = await engine.EndAsync();

        Assert.True(code == ExitCode.Done, said);
        Assert.Equal(engine.Id, RunFolder.Read(inTurns.Engine, ContractJson.Default.EngineProcess)!.Pid);
        Assert.Null(RunFolder.Read(inTurns.Engine, ContractJson.Default.EngineProcess)!.Ranks);
        Assert.Equal(Files(alone), Files(inTurns));
        ResumedFold.AssertSame(alone, inTurns);
        foreach (string errors in (string[])["pae_0", "pde_0", "pae_1", "pde_1"])
            Assert.All(Errors(alone, errors).Zip(Errors(inTurns, errors)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("tiles")));
    }

    [Theory]
    [MemberData(nameof(Accidents))]
    public async Task Whatever_befalls_a_rank_the_folder_says_which_when_and_why_and_another_number_goes_on(string how, FoldStage stage, int victim)
    {
        var run = Requests.In(_folder, undisturbed.Request);
        FoldWatch Disturbed(int rank) => new(step => DisturbedRank.Disturb(how, rank == victim && step.Stage == stage && step.Step > 0), _ => { });

        int code = Fold(run, new FileTileStore(_folder.File("tiles")), Disturbed, out string said);

        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        var kind = how == DisturbedRank.RunsOutOfMemory ? FailureKind.OutOfMemory : FailureKind.Internal;
        Assert.True((stage, victim, kind) == (failed.Stage, failed.Rank, failed.Kind), $"{failed}\n{said}");
        Assert.Contains(how == DisturbedRank.Throws ? "InvalidDataException" : "not enough memory", failed.Cause);
        Assert.Equal(ExitCode.Of(kind), code);
        Assert.False(File.Exists(run.Done));
        Assert.False(Directory.Exists(run.Results));
        using var engine = EngineUnderTest.Start("fold", run.Path, "--resume", "--ranks", "3", "--tile-store", _folder.File("tiles"));
        var (resumed, told) = await engine.EndAsync();
        Assert.True(resumed == ExitCode.Done, told);
        ResumedFold.AssertTookOver(run, [.. ((FoldStage[])[FoldStage.Trunk, FoldStage.Sampling]).Where(kept => kept < stage)]);
        ResumedFold.AssertSame(await undisturbed.RunAsync(), run);
    }

    [Theory]
    [InlineData("--ranks", "100000", "250x400")]
    [InlineData("--mesh", "31x1", "31x1")]
    public async Task More_ranks_than_the_complex_has_room_for_are_refused_before_there_is_one(string option, string value, string mesh)
    {
        var run = Requests.In(_folder, undisturbed.Request);

        using var engine = EngineUnderTest.Start("fold", run.Path, option, value, "--tile-store", _folder.File("tiles"));
        var (code, said) = await engine.EndAsync();

        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.True((ExitCode.BadInput, FailureKind.BadInput, FoldStage.Start, 0) == (code, failed.Kind, failed.Stage, failed.Rank), $"{failed}\n{said}");
        Assert.Equal($"A complex of 30 tokens is too small for {MeshShape.Parse(mesh).Ranks} ranks (a mesh of {mesh}): each needs the pairs of one token at least. The most ranks for this complex are 30.", failed.Cause);
    }

    [Fact]
    public void Nor_are_there_more_than_the_machine_has_room_for()
    {
        Assert.SkipUnless(PlanningMachine.This.Memory < 200e9, "skipped: the machine has room for 60,000 ranks in turns");
        var dimer = Requests.Dimer(s_withErrors);
        var run = Requests.In(_folder, dimer with { Chains = [dimer.Chains[0] with { Sequence = new('A', 60_000) }] });
        using var models = new OpenModels();

        int code = new FoldInTurns(run, new(new(200, 300), _folder.Path), TimeProvider.System, TextWriter.Null, models).Execute(new HostTileStore(), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.StartsWith("60000 ranks in turns take 300 GB of memory", RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Cause);
    }

    [Fact]
    public void Not_a_thread_is_made_for_ranks_that_have_nothing_to_do()
    {
        var (run, made) = (Requests.In(_folder, undisturbed.Request), 0);
        using var models = new OpenModels();
        FoldWatch Counted(int rank)
        {
            Interlocked.Increment(ref made);
            return FoldWatch.Nobody;
        }

        int code = new FoldInTurns(run, new(new(31, 1), _folder.Path), TimeProvider.System, TextWriter.Null, models) { Watch = Counted }
            .Execute(new HostTileStore(), TestContext.Current.CancellationToken);

        Assert.Equal((ExitCode.BadInput, 0), (code, made));
        Assert.StartsWith("A complex of 30 tokens is too small for 31 ranks", RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Cause);
    }

    /// <summary>What an earlier fold was asked to do is past, what this one is asked to do is not, whenever it comes.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 4)]
    public void A_wish_to_stop_is_heard_from_the_moment_when_the_fold_goes_on(bool beforeThereAreRanks, int ranks)
    {
        var (run, made) = (Requests.In(_folder, undisturbed.Request), 0);
        RunFolder.Write(run.Failed, new() { FailedAt = TimeProvider.System.GetUtcNow(), Stage = FoldStage.Start, Rank = 0, Kind = FailureKind.Internal, Cause = "An accident." }, ContractJson.Default.FoldFailed);
        File.WriteAllText(run.Cancel, "");
        using var models = new OpenModels();
        void Cancel() => File.WriteAllText(run.Cancel, "");
        FoldWatch Counted(int rank)
        {
            Interlocked.Increment(ref made);
            if (rank == 0 && !beforeThereAreRanks)
                Cancel();
            return FoldWatch.Nobody;
        }

        int code = new FoldInTurns(run, new(new(2, 2), _folder.Path), new ClockWithGuest(beforeThereAreRanks ? Cancel : () => { }), TextWriter.Null, models) { Resumes = true, Watch = Counted }
            .Execute(new HostTileStore(), TestContext.Current.CancellationToken);

        Assert.Equal((ExitCode.Cancelled, ranks), (code, made));
        Assert.Equal(FailureKind.Cancelled, RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Kind);
        Assert.True(File.Exists(run.Cancel));
    }

    [Fact]
    public void A_store_without_room_ends_the_fold_in_its_own_words()
    {
        var run = Requests.In(_folder, undisturbed.Request);

        int code = Fold(run, new StoreWithoutRoom(takes: 1000), _ => FoldWatch.Nobody, out _);

        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal((ExitCode.Internal, FailureKind.Internal, "The tile store is full."), (code, failed.Kind, failed.Cause));
    }

    [Fact]
    public void A_store_that_cannot_take_what_waits_is_refused_before_anything_is_computed()
    {
        var run = Requests.In(_folder, undisturbed.Request);

        int code = Fold(run, new StoreWithoutRoom(takes: 1000) { Room = 1000 }, _ => FoldWatch.Nobody, out _);

        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal((ExitCode.BadInput, FailureKind.BadInput, FoldStage.Features), (code, failed.Kind, failed.Stage));
        Assert.Matches(@"^The tile store of a complex of 30 residues takes about \d+\.\d GB, and there are 0\.0 GB\. Name a folder on another disk", failed.Cause);
    }

    [Fact]
    public async Task SIGTERM_ends_them_at_their_next_step()
    {
        var run = Requests.In(_folder, Requests.Long());
        using var engine = EngineUnderTest.Start("fold", run.Path, "--ranks", "2", "--tile-store", _folder.File("tiles"));
        await engine.ReachAsync(FoldStage.Sampling);

        engine.Terminate();

        Assert.Equal(ExitCode.Cancelled, (await engine.EndAsync()).Code);
        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal((FailureKind.Cancelled, FoldStage.Sampling), (failed.Kind, failed.Stage));
    }

    [Fact]
    public async Task Predict_folds_each_input_in_turns_with_weights_that_it_loads_once()
    {
        Directory.CreateDirectory(_folder.File("in"));
        foreach (string name in (string[])["one", "two"])
            await File.WriteAllTextAsync(_folder.File($"in/{name}.yaml"), "sequences:\n- protein: { id: A, sequence: MKTAYGL, msa: empty }\n", TestContext.Current.CancellationToken);

        using var engine = EngineUnderTest.Start(
            "predict", _folder.File("in"), "--out", _folder.File("out"), "--weights", "demo", "--recycling_steps", "0", "--sampling_steps", "2",
            "--ranks", "2", "--tile-store", _folder.File("tiles"));
        var (code, said) = await engine.EndAsync();

        Assert.True(code == ExitCode.Done, said);
        Assert.Contains("2 asked for, 2 folded", said);
        Assert.Equal(2, said.Split("Shaping structures out of noise").Length - 1);
        Assert.Equal(engine.Id, RunFolder.Read(new RunFolder(_folder.File("out/two")).Engine, ContractJson.Default.EngineProcess)!.Pid);
    }

    private int Fold(RunFolder run, ITileStore store, Func<int, FoldWatch> watch, out string said)
    {
        using (store)
        {
            using var models = new OpenModels();
            var log = new StringWriter();
            int code = new FoldInTurns(run, new(new(2, 2), _folder.Path), TimeProvider.System, log, models) { Watch = watch, Large = 1 }
                .Execute(store, TestContext.Current.CancellationToken);
            said = $"{log}";
            return code;
        }
    }

    private static IEnumerable<string> Files(RunFolder run) => RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!.Files.Select(file => file.Path);

    private static float[] Errors(RunFolder run, string name) => NumpyReader.Read(run.File($"results/{name}.npz"), name[..3]).Numbers;

    /// <summary>Somebody does something as soon as the clock is looked at, which is when the folder has been taken.</summary>
    private sealed class ClockWithGuest(Action act) : TimeProvider
    {
        private Action? _act = act;

        public override long GetTimestamp()
        {
            Interlocked.Exchange(ref _act, null)?.Invoke();
            return base.GetTimestamp();
        }
    }

    private sealed class StoreWithoutRoom(int takes) : ITileStore
    {
        private readonly HostTileStore _store = new();
        private int _taken;

        public long Room { get; init; } = long.MaxValue;

        public long Length => _store.Length;

        public ITile Put(Tensor flat) => _taken++ < takes ? _store.Put(flat) : throw new TileStoreException("The tile store is full.");

        public void Dispose() => _store.Dispose();
    }
}
