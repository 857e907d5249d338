using FoldCP.Contract;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>A rank that fails by itself while the others already wait for it.</summary>
public sealed class AwaitedRankTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("mpirun.openmpi", "--allow-run-as-root", "--oversubscribe")]
    [InlineData("mpirun.mpich")]
    public async Task Whatever_befalls_it_is_said_with_its_number_and_ends_them_all(string launcher, params string[] own)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{launcher}"), $"skipped: no {launcher}");
        using var ranks = EngineUnderTest.Run(launcher, [.. own, "-np", "3", .. TestProgram.Command, JoiningRank.Word]);

        var (code, said) = await ranks.EndAsync().WaitAsync(s_soon, TestContext.Current.CancellationToken);

        Assert.True(code == ExitCode.Internal, said);
        Assert.Contains("Rank 1: System.EntryPointNotFoundException: There is no ncclCommSplit.", said);
    }
}
