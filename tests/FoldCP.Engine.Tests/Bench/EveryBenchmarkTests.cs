using System.Diagnostics;

namespace FoldCP.Engine.Tests.Bench;

/// <summary>No benchmark stops starting unseen; their figures are nobody's business here.</summary>
public sealed class EveryBenchmarkTests
{
    [Fact]
    public async Task Every_benchmark_of_the_engine_starts_and_ends()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "FoldCP.Engine.Bench"), ["tiny"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1" },
        };
        using var bench = Process.Start(start)!;
        var stop = TestContext.Current.CancellationToken;

        string[] said = await Task.WhenAll(bench.StandardOutput.ReadToEndAsync(stop), bench.StandardError.ReadToEndAsync(stop));
        await bench.WaitForExitAsync(stop);

        Assert.True(bench.ExitCode == 0, string.Concat(said));
        string[] names = ["20", "demo", "released", "triangle-multiplication", "triangle-attention", "transition", "outer-product-mean", "pair-weighted-averaging", "pairformer-block", "trunk", "forward"];
        Assert.All(names, name => Assert.Contains($"\n| {name} |", said[0]));
        Assert.Contains("\nmultiplication, incoming ", said[0]);
        Assert.Contains("Trunk: peak bytes grow by", said[0]);
    }
}
