using System.Text;
using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Run;

namespace FoldCP.Engine.Tests.Run;

public sealed class ProgressLogTests
{
    [Fact]
    public void A_line_per_step_is_there_as_soon_as_it_is_told()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        using var log = Open(run, TestContext.Current.CancellationToken);

        log.Tell(FoldStage.Start, 0, 1, "Reading");
        log.Tell(FoldStage.Sampling, 3, 200, "Shaping \"it\"\nwell");

        var lines = Lines(run);
        Assert.Equal([(FoldStage.Start, 0, 1, "Reading"), (FoldStage.Sampling, 3, 200, "Shaping \"it\"\nwell")],
            lines.Select(line => (line.Stage, line.Step, line.Of, line.Message)));
        Assert.Equal(FoldStage.Sampling, log.Stage);
    }

    [Fact]
    public void Half_a_line_of_a_killed_engine_is_dropped_and_whole_lines_stay()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        using (var killed = Open(run, TestContext.Current.CancellationToken))
            killed.Tell(FoldStage.Trunk, 1, 4, "before");
        File.AppendAllText(run.Progress, "{\"time\":\"2026-");

        using (var next = Open(run, TestContext.Current.CancellationToken))
            next.Tell(FoldStage.Start, 0, 1, "after");

        Assert.Equal(["before", "after"], Lines(run).Select(line => line.Message));
    }

    [Fact]
    public void A_cancel_file_or_a_signal_stops_at_the_next_step()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        using var stop = new CancellationTokenSource();
        using var log = Open(run, stop.Token);
        log.Tell(FoldStage.Trunk, 1, 4, "on");

        File.WriteAllText(run.Cancel, "");
        Assert.Throws<OperationCanceledException>(() => log.Tell(FoldStage.Trunk, 2, 4, "on"));
        File.Delete(run.Cancel);
        log.Tell(FoldStage.Trunk, 3, 4, "on");
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => log.Tell(FoldStage.Trunk, 4, 4, "on"));
    }

    [Fact]
    public void A_line_that_finds_no_room_is_lost_alone_and_the_fold_goes_on()
    {
        using var folder = new TemporaryFolder();
        using var disk = new SmallDisk();
        var said = new StringWriter();
        using var log = new ProgressLog(disk, new(folder.Path), TimeProvider.System, new(said), TestContext.Current.CancellationToken);

        log.Tell(FoldStage.Trunk, 1, 3, "first");
        disk.Room = disk.Length + 20;
        log.Tell(FoldStage.Trunk, 2, 3, "a line of which a part is written");
        disk.Room = long.MaxValue;
        log.Tell(FoldStage.Trunk, 3, 3, "third");

        Assert.Equal(["first", "third"], Encoding.UTF8.GetString(disk.ToArray()).TrimEnd('\n').Split('\n').Select(line => Line(line).Message));
        Assert.Contains("progress.jsonl: No space left on device", said.ToString());
    }

    private static ProgressLog Open(RunFolder folder, CancellationToken stop) => new(folder, TimeProvider.System, new(TextWriter.Null), stop);

    private static List<Progress> Lines(RunFolder folder) =>
        [.. File.ReadAllLines(folder.Progress).Select(Line)];

    private static Progress Line(string line) => JsonSerializer.Deserialize(line, ContractLineJson.Default.Progress)!;

    private sealed class SmallDisk : MemoryStream
    {
        public long Room { get; set; } = long.MaxValue;

        public override void Write(byte[] buffer, int offset, int count)
        {
            int fits = (int)Math.Min(count, Room - Position);
            base.Write(buffer, offset, fits);
            if (fits < count)
                throw new IOException("No space left on device");
        }
    }
}
