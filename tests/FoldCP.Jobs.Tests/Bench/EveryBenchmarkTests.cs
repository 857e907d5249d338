using System.Diagnostics;

namespace FoldCP.Jobs.Tests.Bench;

/// <summary>No benchmark stops starting unseen; their figures are nobody's business here.</summary>
public sealed class EveryBenchmarkTests
{
    [Fact]
    public async Task The_import_is_measured_from_its_start_to_its_end()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "FoldCP.Bench"), ["import", "--tiny"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bench = Process.Start(start)!;
        var stop = TestContext.Current.CancellationToken;

        string[] said = await Task.WhenAll(bench.StandardOutput.ReadToEndAsync(stop), bench.StandardError.ReadToEndAsync(stop));
        await bench.WaitForExitAsync(stop);

        Assert.True(bench.ExitCode == 0, string.Concat(said));
        Assert.Matches(@"(?m)^generated +20 ", said[0]);
    }
}
