using FoldCP.Contract;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>A fold by three ranks that lasts until something happens to it.</summary>
internal sealed class LongFold : IDisposable
{
    private LongFold(RunFolder run, EngineUnderTest engine, IReadOnlyList<RankProcess> ranks) => (Run, Engine, Ranks) = (run, engine, ranks);

    public RunFolder Run { get; }

    /// <summary>Which launched the ranks.</summary>
    public EngineUnderTest Engine { get; }

    public IReadOnlyList<RankProcess> Ranks { get; }

    public IEnumerable<RankProcess> Living => Ranks.Where(rank => ProcessClock.StartTicks(rank.Pid) == rank.StartTicks);

    /// <summary>Returns when all its ranks shape structures.</summary>
    public static async Task<LongFold> StartAsync(TemporaryFolder folder, string launcher)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{launcher}"), $"skipped: no {launcher}");
        var run = Requests.In(folder, Requests.Long());
        var engine = EngineUnderTest.Run("/usr/bin/env", $"{MpiLauncher.Variable}={launcher}", EngineUnderTest.Program, "fold", run.Path, "--ranks", "3");
        await engine.ReachAsync(FoldStage.Sampling);
        // A second step is told when all have heard of the first.
        var tail = new ProgressTail(run);
        SpinWait.SpinUntil(() => tail.New().Any(step => step is { Stage: FoldStage.Sampling, Step: > 0 }));
        return new(run, engine, RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!.Ranks!);
    }

    /// <summary>Waits for the end of the command.</summary>
    public async Task<(int Code, string Said)> EndWithinAsync(TimeSpan time) => await Engine.EndAsync().WaitAsync(time, TestContext.Current.CancellationToken);

    public void Dispose() => Engine.Dispose();
}
