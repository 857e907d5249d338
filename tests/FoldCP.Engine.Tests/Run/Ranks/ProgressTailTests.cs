using FoldCP.Contract;
using FoldCP.Engine.Run;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>What is read of another process's steps.</summary>
public sealed class ProgressTailTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_step_that_is_told_from_now_on_is_read_once()
    {
        var run = new RunFolder(_folder.Path);
        using var log = Open(run);
        log.Tell(FoldStage.Start, 0, 1, "before");
        var tail = new ProgressTail(run);

        log.Tell(FoldStage.Trunk, 1, 4, "after");

        Assert.Equal("after", Assert.Single(tail.New()).Message);
        Assert.Empty(tail.New());
    }

    [Fact]
    public void A_step_is_whole_that_stands_where_a_killed_engine_had_left_half_a_line()
    {
        var run = new RunFolder(_folder.Path);
        using (var killed = Open(run))
            killed.Tell(FoldStage.Trunk, 1, 4, "before");
        File.AppendAllText(run.Progress, "{\"time\":\"2026-");
        var tail = new ProgressTail(run);

        using var next = Open(run);
        next.Tell(FoldStage.Start, 0, 1, "after");

        Assert.Equal("after", Assert.Single(tail.New()).Message);
    }

    private static ProgressLog Open(RunFolder run) => new(run, TimeProvider.System, new(TextWriter.Null), TestContext.Current.CancellationToken);
}
