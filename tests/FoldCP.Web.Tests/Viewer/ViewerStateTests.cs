using FoldCP.Web.Viewer;
using Xunit;

namespace FoldCP.Web.Tests.Viewer;

public sealed class ViewerStateTests
{
    [Theory]
    [InlineData("Gone", "The structure file is no longer there.")]
    [InlineData("NotAllowed", "You may not read this structure.")]
    [InlineData("NoWebGl", "This browser does not offer WebGL, which 3D needs.")]
    [InlineData("SomethingNew", "The structure file could not be read.")]
    public void A_failure_says_in_words_what_happened_and_what_to_do(string kind, string words)
    {
        var state = ViewerState.FailedBy(kind, "HTTP 404");

        Assert.Equal(words, state.InWords!.Value.What);
        Assert.NotEmpty(state.InWords.Value.Remedy);
    }

    [Fact]
    public void Without_a_failure_there_is_nothing_to_say() => Assert.Null(ViewerState.Empty.InWords);
}
