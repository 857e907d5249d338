using FoldCP.Contract;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Folds;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class RunningFoldTests
{
    private static readonly Progress s_progress = new(SomeFold.Now, FoldStage.Sampling, 12, 20, "step 12 of 20");
    private static readonly RunFolderView s_atWork = new(IsDone: false, Failed: null, s_progress, LastSignOfLife: SomeFold.Now);

    [Fact]
    public void Progress_stands_in_the_row()
    {
        var fold = SomeFold.In(FoldState.Running);

        fold.Follow(ClusterReport.Running, s_atWork, SomeFold.Now);

        Assert.Equal((FoldState.Running, "Sampling", 12, 20, "step 12 of 20"), (fold.State, fold.Stage, fold.Step, fold.Of, fold.Message));
    }

    [Fact]
    public void A_result_is_collected_however_the_process_ended()
    {
        var fold = SomeFold.In(FoldState.Running);

        fold.Follow(ClusterReport.Vanished, s_atWork with { IsDone = true }, SomeFold.Now);

        Assert.Equal(FoldState.Collecting, fold.State);
        Assert.NotNull(fold.LeaseUntil);
    }

    [Theory]
    [InlineData(FailureKind.OutOfMemory, false, FoldState.Failed, "what happened")]
    [InlineData(FailureKind.OutOfMemory, true, FoldState.Failed, "what happened")]
    [InlineData(FailureKind.Cancelled, true, FoldState.Cancelled, null)]
    [InlineData(FailureKind.Cancelled, false, FoldState.Failed, "The engine was told to stop from outside during Sampling; nothing is lost, fold it again.")]
    public void A_failure_is_told_as_the_engine_told_it(FailureKind kind, bool cancelAsked, FoldState state, string? reason)
    {
        var fold = SomeFold.In(FoldState.Running, cancelAsked);
        var failed = new FoldFailed { FailedAt = SomeFold.Now, Stage = FoldStage.Sampling, Rank = 0, Kind = kind, Cause = "what happened" };

        fold.Follow(ClusterReport.Running, s_atWork with { Failed = failed }, SomeFold.Now);

        Assert.Equal((state, reason), (fold.State, fold.Reason));
    }

    [Fact]
    public void A_failure_of_one_of_several_ranks_names_it()
    {
        var fold = SomeFold.In(FoldState.Running, ranks: 4);
        var failed = new FoldFailed { FailedAt = SomeFold.Now, Stage = FoldStage.Sampling, Rank = 3, Kind = FailureKind.OutOfMemory, Cause = "There is not enough memory." };

        fold.Follow(ClusterReport.Running, s_atWork with { Failed = failed }, SomeFold.Now);

        Assert.Equal("On rank 3 of 4, counted from 0: There is not enough memory.", fold.Reason);
    }

    [Theory]
    [InlineData(false, FoldState.Failed)]
    [InlineData(true, FoldState.Cancelled)]
    public void A_process_that_left_without_a_word_ends_the_fold(bool cancelAsked, FoldState state)
    {
        var fold = SomeFold.In(FoldState.Running, cancelAsked);

        fold.Follow(ClusterReport.Ended(137), s_atWork, SomeFold.Now);

        Assert.Equal(state, fold.State);
        Assert.Equal(cancelAsked ? null : EngineEnd.Words(ClusterReport.Ended(137), s_progress), fold.Reason);
    }

    [Fact]
    public void Silence_is_mentioned_while_it_lasts()
    {
        var fold = SomeFold.In(FoldState.Running);

        fold.Follow(ClusterReport.Running, s_atWork, SomeFold.Now + TimeSpan.FromSeconds(31));
        Assert.Equal(SomeFold.Now, fold.SilentSince);

        fold.Follow(ClusterReport.Running, s_atWork with { LastSignOfLife = SomeFold.Now + TimeSpan.FromSeconds(30) }, SomeFold.Now + TimeSpan.FromSeconds(32));
        Assert.Null(fold.SilentSince);
    }
}
