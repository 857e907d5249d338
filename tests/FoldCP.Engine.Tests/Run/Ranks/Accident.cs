using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tests.Run.Checkpoints;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>What happens to one of four ranks that fold, and what must be so afterwards.</summary>
/// <param name="How">as <see cref="DisturbedRank"/> has it</param>
/// <param name="Stage">at its second step, or at the next one that says <paramref name="Saying"/></param>
/// <param name="Victim">which rank</param>
/// <param name="Saying">words of a step's message; none: whatever it says</param>
internal sealed record Accident(string How, FoldStage Stage, int Victim, string Saying = "")
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    private FailureKind Kind => How == DisturbedRank.RunsOutOfMemory ? FailureKind.OutOfMemory : FailureKind.Internal;

    /// <summary>Folds until it happens: all end, soon, and the folder says why.</summary>
    public void Befall(RunFolder run)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mpirun.openmpi"), "skipped: no mpirun.openmpi");
        var said = new StringWriter();
        var launcher = new RankLauncher(run, new(2, 2), TimeProvider.System, said)
        {
            Command = [.. TestProgram.Command, DisturbedRank.Word, run.Path, $"{Victim}", $"{Stage}", How, Saying],
        };

        int code = launcher.Execute(TestContext.Current.CancellationToken);

        var now = TimeProvider.System.GetUtcNow();
        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.True((Stage, Victim, Kind) == (failed.Stage, failed.Rank, failed.Kind), $"{failed}\n{said}");
        Assert.Contains(Cause, failed.Cause);
        Assert.Equal(ExitCode.Of(Kind), code);
        Assert.All(RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!.Ranks!, rank => Assert.NotEqual(rank.StartTicks, ProcessClock.StartTicks(rank.Pid)));
        var last = Last(run);
        Assert.Equal(Stage, last.Stage);
        Assert.Contains(Saying, last.Message);
        Assert.InRange(now - last.Time, TimeSpan.Zero, s_soon);
        Assert.False(File.Exists(run.Done));
        Assert.False(Directory.Exists(run.Results));
    }

    /// <summary>Three ranks go on from what four had before the stage at which it happened, and find what was found where nothing did.</summary>
    public async Task AssertFewerGoOnAsync(RunFolder run, RunFolder undisturbed)
    {
        using var engine = EngineUnderTest.Start("fold", run.Path, "--resume", "--ranks", "3");
        var (code, said) = await engine.EndAsync();

        Assert.True(code == ExitCode.Done, said);
        Assert.Equal(3, RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!.Ranks!.Count);
        ResumedFold.AssertTookOver(run, [.. ((FoldStage[])[FoldStage.Trunk, FoldStage.Sampling]).Where(kept => kept < Stage)]);
        ResumedFold.AssertSame(undisturbed, run);
    }

    private string Cause => How switch
    {
        DisturbedRank.Throws => "InvalidDataException",
        DisturbedRank.RunsOutOfMemory => "not enough memory",
        _ => $"Rank {Victim} (process ",
    };

    private static Progress Last(RunFolder run) => JsonSerializer.Deserialize(File.ReadLines(run.Progress).Last(), ContractLineJson.Default.Progress)!;
}
