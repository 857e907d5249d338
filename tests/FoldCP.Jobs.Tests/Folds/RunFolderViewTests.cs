using System.Text;
using FoldCP.Contract;
using FoldCP.Jobs.Folds;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class RunFolderViewTests
{
    private const string First = """{"time":"2026-03-01T12:00:00+00:00","stage":"Trunk","step":1,"of":3,"message":"first"}""";
    private const string Second = """{"time":"2026-03-01T12:00:02+00:00","stage":"Sampling","step":7,"of":20,"message":"second"}""";

    [Theory]
    [InlineData($"{First}\n{Second}\n", "second")]
    [InlineData($"{First}\n{Second}", "first")]
    [InlineData($"{First}\n{{\"time\":\"2026-03", "first")]
    [InlineData($"{First}\nnot json\n\n", "first")]
    [InlineData($"ut off\"}}\n{First}\n", "first")]
    [InlineData(First, null)]
    [InlineData("", null)]
    public void Last_whole_line_counts(string tail, string? message)
        => Assert.Equal(message, RunFolderView.LastLine(Encoding.UTF8.GetBytes(tail))?.Message);

    [Fact]
    public void Only_the_end_of_a_long_file_is_needed()
    {
        using var place = new TemporaryFolder();
        var folder = new RunFolder(place.Path);
        File.WriteAllText(folder.Progress, string.Concat(Enumerable.Repeat(First + "\n", 5000)) + Second + "\n");

        var view = RunFolderView.Of(folder);

        Assert.Equal(new Progress(new(2026, 3, 1, 12, 0, 2, TimeSpan.Zero), FoldStage.Sampling, 7, 20, "second"), view.Progress);
    }

    [Fact]
    public void A_folder_that_is_not_there_says_nothing()
        => Assert.Equal(new RunFolderView(false, null, null, null), RunFolderView.Of(new RunFolder("/nowhere/at/all")));
}
