using FoldCP.Contract;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Folds;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class EngineEndTests
{
    [Theory]
    [InlineData(137, "The engine process was killed (signal 9; the system does this when memory runs out) during Sampling, step 12 of 20; nothing is lost, fold it again.")]
    [InlineData(143, "The engine process was killed (signal 15) during Sampling, step 12 of 20; nothing is lost, fold it again.")]
    [InlineData(127, "The engine could not be started (exit code 127; the log says why) during Sampling, step 12 of 20; nothing is lost, fold it again.")]
    [InlineData(0, "The engine left without a result (exit code 0) during Sampling, step 12 of 20; nothing is lost, fold it again.")]
    [InlineData(6, "Another engine holds the run folder (exit code 6) during Sampling, step 12 of 20; nothing is lost, fold it again.")]
    [InlineData(1, "The engine stopped without saying why (exit code 1; the log may tell) during Sampling, step 12 of 20; nothing is lost, fold it again.")]
    public void An_exit_code_is_told_in_words(int code, string words)
    {
        var last = new Progress(SomeFold.Now, FoldStage.Sampling, 12, 20, "step 12 of 20");

        Assert.Equal(words, EngineEnd.Words(ClusterReport.Ended(code), last));
    }

    [Fact]
    public void An_engine_that_vanished_before_its_first_word_is_told_so()
        => Assert.Equal(
            "The engine vanished (killed together with its script, or the machine was restarted) before its first step; nothing is lost, fold it again.",
            EngineEnd.Words(ClusterReport.Vanished, last: null));

    [Fact]
    public void An_end_whose_note_cannot_be_read_is_not_called_vanishing()
        => Assert.StartsWith("The engine ended, and the note", EngineEnd.Words(ClusterReport.Ended(null), last: null));

    [Fact]
    public void A_stage_without_steps_is_named_alone()
        => Assert.Contains("during Features; nothing", EngineEnd.Words(ClusterReport.Vanished, new Progress(SomeFold.Now, FoldStage.Features, 0, 0, "features")));
}
