using FoldCP.Contract;

namespace FoldCP.Engine.Tests.Run;

/// <summary>The fold command when something comes in between.</summary>
public sealed class DisturbedFoldTests
{
    [Fact]
    public async Task A_killed_engine_leaves_no_end_and_the_next_one_finishes()
    {
        using var folder = new TemporaryFolder();
        var run = Requests.In(folder, Requests.Long());
        using (var engine = EngineUnderTest.Fold(run))
        {
            await engine.ReachAsync(FoldStage.Sampling);
            engine.Kill();
            Assert.Equal(128 + 9, (await engine.EndAsync()).Code);
        }
        var killed = RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!;
        Assert.False(run.HasEnded);
        Assert.False(ProcessClock.Lives(killed));
        Directory.CreateDirectory(run.Results + ".tmp");
        RunFolder.Write(run.Request, Requests.Dimer(), ContractJson.Default.FoldRequest);

        int code = await EngineUnderTest.FoldToTheEndAsync(run);

        Assert.Equal(ExitCode.Done, code);
        Assert.NotEqual(killed.StartTicks, RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!.StartTicks);
        Assert.True(File.Exists(run.File("results/structure_1.cif")));
        Assert.False(Directory.Exists(run.Results + ".tmp"));
    }

    [Fact]
    public async Task A_cancel_file_ends_the_fold_as_cancelled()
    {
        using var folder = new TemporaryFolder();
        var run = Requests.In(folder, Requests.Long());
        using var engine = EngineUnderTest.Fold(run);
        await engine.ReachAsync(FoldStage.Sampling);

        await File.WriteAllTextAsync(run.Cancel, "", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Cancelled, (await engine.EndAsync()).Code);
        AssertCancelled(run);
    }

    [Fact]
    public async Task SIGTERM_ends_the_fold_as_cancelled()
    {
        using var folder = new TemporaryFolder();
        var run = Requests.In(folder, Requests.Long());
        using var engine = EngineUnderTest.Fold(run);
        await engine.ReachAsync(FoldStage.Sampling);

        engine.Terminate();

        Assert.Equal(ExitCode.Cancelled, (await engine.EndAsync()).Code);
        AssertCancelled(run);
    }

    [Fact]
    public async Task A_second_engine_leaves_and_touches_nothing()
    {
        using var folder = new TemporaryFolder();
        var run = Requests.In(folder, Requests.Long());
        using var engine = EngineUnderTest.Fold(run);
        await engine.ReachAsync(FoldStage.Sampling);

        using var second = EngineUnderTest.Fold(run);
        var (code, said) = await second.EndAsync();

        Assert.Equal(ExitCode.FolderTaken, code);
        Assert.Contains("Another engine works in", said);
        Assert.Equal(engine.Id, RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!.Pid);
        Assert.True(ProcessClock.Lives(RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!));
        Assert.False(run.HasEnded);
    }

    [Fact]
    public async Task A_log_without_room_changes_nothing_about_the_end()
    {
        using var folder = new TemporaryFolder();
        var run = Requests.In(folder, Requests.Dimer());

        using var engine = EngineUnderTest.FoldWithoutRoomToSpeak(run);
        var (code, _) = await engine.EndAsync();

        Assert.Equal(ExitCode.Done, code);
        Assert.True(File.Exists(run.Done));
        Assert.True(File.Exists(run.File("results/structure_0.cif")));
        Assert.False(File.Exists(run.Failed));
    }

    private static void AssertCancelled(RunFolder run)
    {
        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal((FailureKind.Cancelled, FoldStage.Sampling, 0), (failed.Kind, failed.Stage, failed.Rank));
        Assert.Equal("The fold was cancelled.", failed.Cause);
        Assert.False(File.Exists(run.Done));
        Assert.False(Directory.Exists(run.Results));
        Assert.False(Directory.Exists(run.Results + ".tmp"));
    }
}
