using System.Diagnostics;
using System.Text.Json;
using FoldCP.Engine.Bench;

namespace FoldCP.Engine.Tests.Parallel.InTurns;

/// <summary>What ranks that take turns need of memory, held to one of as many processes: resident memory above the state after weights.</summary>
public sealed class RankMemoryTests
{
    private const int Ranks = 4;

    // So many that what a rank has of the pairs is most of what it takes.
    private const int Tokens = 384;

    private const string Launcher = "/usr/bin/mpirun.openmpi";

    private static string Bench => Path.Combine(AppContext.BaseDirectory, "FoldCP.Engine.Bench");

    [Fact]
    public async Task Four_ranks_of_one_process_take_little_more_than_one_of_four_processes_and_compute_the_same()
    {
        Assert.SkipUnless(File.Exists(Launcher), $"skipped: no {Launcher}");
        using var folder = new TemporaryFolder();

        var processes = await MeasuredAsync(Launcher, "--allow-run-as-root", "--oversubscribe", "-np", $"{Ranks}", Bench, "processes", $"{Tokens}");
        var turns = await MeasuredAsync(Bench, "turns", $"{Ranks}", $"{Tokens}", folder.Path);

        TestContext.Current.SendDiagnosticMessage($"{turns.Peak / 1e6:F0} MB in turns, {processes.Peak / 1e6:F0} MB of one process");
        Assert.InRange(turns.Peak, 0, 1.3 * processes.Peak);
        Assert.All(processes.Digest.Zip(turns.Digest), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * pair.First));
    }

    private static async Task<RankMemory> MeasuredAsync(string file, params string[] words)
    {
        var stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(file, words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1", ["TERM"] = "dumb" },
        };
        using var measuring = Process.Start(start)!;
        var (told, warned) = (measuring.StandardOutput.ReadToEndAsync(stop), measuring.StandardError.ReadToEndAsync(stop));
        await measuring.WaitForExitAsync(stop);
        Assert.True(measuring.ExitCode == 0, await told + await warned);
        return JsonSerializer.Deserialize<RankMemory>(await told)!;
    }
}
