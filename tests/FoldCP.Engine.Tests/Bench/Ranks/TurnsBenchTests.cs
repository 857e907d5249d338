using FoldCP.Engine.Bench;
using FoldCP.Engine.Bench.Ranks;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Tests.Bench.Ranks;

/// <summary>
/// What a whole fold by ranks that take turns takes of memory, held to one of as many processes: resident memory above the state after weights and
/// features, and that state itself, as weights are there once. What ranks in turns do for it must be seen when they do not.
/// </summary>
public sealed class TurnsBenchTests(TurnsBenchTests.Processes processes) : IClassFixture<TurnsBenchTests.Processes>, IDisposable
{
    private const int Ranks = 4;
    private const string Launcher = "/usr/bin/mpirun.openmpi";
    private const double Bound = 1.3;

    // So many tokens that pairs outweigh what does not grow with them: at 256, some 30 MB of small tensors of all four ranks are a third of a share.
    private static readonly FoldShape s_shape = new() { Tokens = 384, Rows = 8, Blocks = 1, Layers = 2, Steps = 2, GivesBack = true };

    private readonly TemporaryFolder _folder = new();

    private static string Bench => Path.Combine(AppContext.BaseDirectory, "FoldCP.Engine.Bench");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Four_ranks_in_turns_take_little_more_than_one_of_four_processes_and_find_the_same()
    {
        var figure = Measured(Bench, MeasuringTurns.Word);

        Assert.InRange(figure.Ratio!.Value, 0, Bound);
        Assert.InRange(figure.BeforeRatio!.Value, 0, Bound);
        Assert.InRange(figure.Difference!.Value, 0, 1e-6);
        Assert.True(figure.StoredBytes > figure.PeakBytes);
    }

    [Fact]
    public void Ranks_that_copy_weights_have_too_much_before_they_begin()
        => Assert.True(Measured([.. TestProgram.Command, WrongTurns.Word, WrongTurns.CopiesWeights]).BeforeRatio > Bound);

    [Fact]
    public void Ranks_that_put_nothing_aside_take_too_much()
        => Assert.True(Measured([.. TestProgram.Command, WrongTurns.Word, WrongTurns.PutsNothingAside]).Ratio > Bound);

    private Figure Measured(params string[] command)
    {
        var turns = Launched.Heard([.. command, s_shape.Word(), $"{Ranks}", _folder.Path]);
        var figure = TurnsBench.Figure(s_shape, Ranks, turns, processes.Measured);
        TestContext.Current.SendDiagnosticMessage(figure.Json());
        return figure;
    }

    /// <summary>The same fold by processes, measured once.</summary>
    public sealed class Processes
    {
        private readonly Lazy<FoldMeasured> _measured = new(() =>
        {
            Assert.SkipUnless(File.Exists(Launcher), $"skipped: no {Launcher}");
            return Launched.Heard([Launcher, "--allow-run-as-root", "--oversubscribe", "-np", $"{Ranks}", Bench, Launched.Word, s_shape.Word()]);
        });

        internal FoldMeasured Measured => _measured.Value;
    }
}
