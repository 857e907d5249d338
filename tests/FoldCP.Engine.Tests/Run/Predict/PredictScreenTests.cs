using FoldCP.Contract;
using FoldCP.Engine.Run.Predict;

namespace FoldCP.Engine.Tests.Run.Predict;

public sealed class PredictScreenTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly HandClock _clock = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Where_no_terminal_is_each_stage_is_a_plain_line()
    {
        var screen = new PredictScreen(_output, isTerminal: false, _clock);

        screen.Begin("[1/1] a.yaml");
        Tell(screen, FoldStage.Trunk, 0, 2);
        Tell(screen, FoldStage.Trunk, 1, 2);
        Tell(screen, FoldStage.Sampling, 0, 2);
        screen.Say("  Done");

        Assert.Equal("[1/1] a.yaml\n  at Trunk\n  at Sampling\n  Done\n", _output.ToString());
    }

    [Fact]
    public void On_a_terminal_one_line_moves_and_is_gone_when_something_is_said()
    {
        var screen = new PredictScreen(_output, isTerminal: true, _clock);

        Tell(screen, FoldStage.Sampling, 0, 200);
        Tell(screen, FoldStage.Sampling, 1, 200);
        _clock.Seconds++;
        Tell(screen, FoldStage.Sampling, 100, 200);
        screen.Say("Done");

        string[] drawn = _output.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "  [........................] 0/200 at Sampling\u001b[K",
                "  [############............] 100/200 at Sampling\u001b[K",
                "\u001b[KDone\n",
            ],
            drawn);
    }

    [Fact]
    public void A_bar_is_no_longer_than_a_line()
    {
        var screen = new PredictScreen(_output, isTerminal: true, _clock);

        screen.Step(new(default, FoldStage.Trunk, 1, 2, new string('x', 200)));

        Assert.Equal("\r".Length + 79 + "\u001b[K".Length, _output.ToString().Length);
    }

    private static void Tell(PredictScreen screen, FoldStage stage, int step, int of) => screen.Step(new(default, stage, step, of, $"at {stage}"));

    private sealed class HandClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long GetTimestamp() => Seconds * TimestampFrequency;
    }
}
