using FoldCP.Contract;
using FoldCP.Engine.Run;

namespace FoldCP.Engine.Tests.Run;

public sealed class HeartbeatTests
{
    [Fact]
    public void The_heart_beats_at_once_and_every_two_seconds_until_it_is_stopped()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        var clock = new HandTurnedClock();

        var heartbeat = new Heartbeat(run, clock, new(TextWriter.Null));
        bool atOnce = File.Exists(run.Heartbeat);
        File.SetLastWriteTimeUtc(run.Heartbeat, DateTime.UnixEpoch);
        clock.Ring!();
        heartbeat.Dispose();

        Assert.True(atOnce);
        Assert.NotEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(run.Heartbeat));
        Assert.Equal((TimeSpan.FromSeconds(2), true), (clock.Period, clock.Stopped));
    }

    [Fact]
    public void A_beat_that_cannot_be_written_is_told_and_the_fold_goes_on()
    {
        var folder = new TemporaryFolder();
        var clock = new HandTurnedClock();
        var log = new StringWriter();
        using var heartbeat = new Heartbeat(new(folder.Path), clock, new(log));
        folder.Dispose();

        clock.Ring!();

        Assert.StartsWith("heartbeat: ", log.ToString());
    }

    private sealed class HandTurnedClock : TimeProvider, ITimer
    {
        public Action? Ring { get; private set; }

        public TimeSpan Period { get; private set; }

        public bool Stopped { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Ring, Period) = (() => callback(state), period);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => Stopped = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
