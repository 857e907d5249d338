using FoldCP.Contract;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

public sealed class LostRankTests
{
    private static readonly RankProcess s_rank = new(1, 4712, 1, "here");

    [Theory]
    [InlineData("mpirun noticed that process rank 2 with PID 0 on node here exited on signal 9 (Killed).", 2)]
    [InlineData("mpirun.openmpi noticed that process rank 11 with PID 4711 on node far-away exited on signal 11 (Segmentation fault).", 11)]
    [InlineData("=   PID 4712 RUNNING AT here", null)]
    [InlineData("Sampling: Shaping structures out of noise", null)]
    public void A_launchers_words_say_who_was_lost(string line, int? rank) => Assert.Equal(rank, LostRank.In(line));

    [Theory]
    [InlineData("2\n", 2)]
    [InlineData("1\n0\n", 1)]
    [InlineData("1", null)]
    [InlineData("", null)]
    public void The_first_note_says_who_was_lost(string notes, int? rank) => Assert.Equal(rank, LostRank.Noted(notes));

    [Fact]
    public void A_rank_of_a_cancelled_fold_was_killed_by_who_cancelled_it()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);

        var lost = LostRank.Told(run, 1, s_rank, FoldStage.Trunk, DateTimeOffset.UnixEpoch);
        File.WriteAllText(run.Cancel, "");
        var cancelled = LostRank.Told(run, 1, s_rank, FoldStage.Trunk, DateTimeOffset.UnixEpoch);

        Assert.Equal((FailureKind.Internal, FailureKind.Cancelled), (lost.Kind, cancelled.Kind));
        Assert.StartsWith("Rank 1 (process 4712 on here) was lost", lost.Cause);
        Assert.Equal("The fold was cancelled.", cancelled.Cause);
    }
}
