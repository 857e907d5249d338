using FoldCP.Contract;

namespace FoldCP.Engine.Tests.Run;

/// <summary>The fold command on what cannot be folded.</summary>
public sealed class RefusedFoldTests
{
    [Fact]
    public async Task A_bad_request_ends_as_failed_in_the_users_words()
    {
        using var folder = new TemporaryFolder();
        var run = Requests.In(folder, Requests.Dimer(second: "MK1"));

        using var engine = EngineUnderTest.Fold(run);
        var (code, said) = await engine.EndAsync();

        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Equal((FailureKind.BadInput, FoldStage.Start), (failed.Kind, failed.Stage));
        Assert.StartsWith("Chain AB has '1' at position 3, which is no amino acid.", failed.Cause);
        Assert.Contains(failed.Cause, said);
        Assert.False(File.Exists(run.Done));
    }

    [Fact]
    public async Task Weights_that_this_engine_does_not_know_are_refused()
    {
        using var folder = new TemporaryFolder();
        var weights = Requests.In(folder, Requests.Dimer(new(Weights: folder.File("absent.safetensors"))), "weights");

        int code = await EngineUnderTest.FoldToTheEndAsync(weights);

        var failed = RunFolder.Read(weights.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal(ExitCode.Of(failed.Kind), code);
        Assert.Contains(failed.Kind, new[] { FailureKind.BadInput, FailureKind.Unsupported });
        Assert.Contains("absent.safetensors", failed.Cause);
    }

    [Fact]
    public async Task A_folder_that_has_ended_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        var run = Requests.In(folder, Requests.Dimer());
        await File.WriteAllTextAsync(run.Failed, "{}", TestContext.Current.CancellationToken);

        using var engine = EngineUnderTest.Fold(run);
        var (code, said) = await engine.EndAsync();

        Assert.Equal(ExitCode.FolderTaken, code);
        Assert.Contains("has ended already", said);
        Assert.False(File.Exists(run.Engine));
        Assert.Equal("{}", await File.ReadAllTextAsync(run.Failed, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_without_a_request_is_not_touched()
    {
        using var folder = new TemporaryFolder();

        using var engine = EngineUnderTest.Start("fold", folder.Path);
        var (code, said) = await engine.EndAsync();

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("it has no request.json", said);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(ExitCode.Done, "RUN_FOLDER", "fold", "--help")]
    [InlineData(ExitCode.Done, "1.", "--version")]
    [InlineData(ExitCode.BadInput, "RUN_FOLDER", "fold")]
    [InlineData(ExitCode.BadInput, "unfold", "unfold", "x")]
    [InlineData(ExitCode.BadInput, "--fast", "fold", "x", "--fast")]
    [InlineData(ExitCode.BadInput, "x is no run folder", "fold", "x", "--ranks", "2")]
    [InlineData(ExitCode.BadInput, "The number of ranks is 0", "fold", "x", "--ranks", "0")]
    [InlineData(ExitCode.BadInput, "A mesh of 2x3 takes 6 ranks, and 4 are asked for.", "fold", "x", "--ranks", "4", "--mesh", "2x3")]
    [InlineData(ExitCode.BadInput, "With --tile-store several ranks take turns, and one is asked for.", "fold", "x", "--tile-store", "x")]
    [InlineData(ExitCode.BadInput, "With --tile-store several ranks take turns, and one is asked for.", "predict", "x", "--tile-store", "x")]
    [InlineData(ExitCode.BadInput, "The tile store cannot be in /dev/null/x:", "fold", "x", "--ranks", "2", "--tile-store", "/dev/null/x")]
    [InlineData(ExitCode.BadInput, "The tile store cannot be in /dev/null/x:", "predict", "x", "--ranks", "2", "--tile-store", "/dev/null/x")]
    [InlineData(ExitCode.BadInput, "A mesh of 2x3 takes 6 ranks, and 4 are asked for.", "predict", "x", "--ranks", "4", "--mesh", "2x3")]
    public async Task The_command_line_explains_itself(int expected, string words, params string[] arguments)
    {
        using var engine = EngineUnderTest.Start(arguments);

        var (code, said) = await engine.EndAsync();

        Assert.Equal(expected, code);
        Assert.Contains(words, said);
    }
}
