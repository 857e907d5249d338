using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

public sealed class RankRefusalTests
{
    [Theory]
    [InlineData("There is no GPU (none).", "There is no GPU (none).")]
    [InlineData("One.\nTwo.", "One. Two.")]
    public void What_a_rank_says_is_what_its_launcher_hears(string message, string cause)
        => Assert.Equal((FailureKind.Unsupported, cause), RankRefusal.In(RankRefusal.Words(FoldException.Unsupported(message))));

    [Theory]
    [InlineData("--------------------------------------------------------------------------")]
    [InlineData("mpirun detected that one or more processes exited with non-zero status")]
    [InlineData("It said: Cannot begin (Unsupported): x")]
    [InlineData("Cannot begin (Soon): x")]
    public void Other_lines_are_none(string line) => Assert.Null(RankRefusal.In(line));
}
