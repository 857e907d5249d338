using System.Diagnostics;
using System.Text.Json;

namespace FoldCP.Engine.Bench;

/// <summary>Measures in processes of their own and prints tables for docs/benchmarks.md.</summary>
internal static class Report
{
    private const string Trunk = "trunk";
    private static readonly int[] s_tokens = [64, 128, 256, 512];
    private static readonly int[] s_forGrowth = [256, 512, 768];

    public static int Print(IReadOnlyList<string> subjects, TextWriter output)
    {
        output.WriteLine($"float32, {Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "all"} threads, layers read alignments of {Subjects.Depth} sequences, networks of one; eager: computed at once instead of in slices");
        output.WriteLine();
        output.WriteLine("| what | tokens | seconds | tokens/s | peak, bytes per pair | seconds / eager | peak / eager |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (string what in subjects)
        {
            foreach (int n in s_tokens)
                output.WriteLine(Row(what, n, Measure(what, n), Measure(what, n, "eager")));
        }
        if (subjects.Contains(Trunk))
            output.WriteLine($"{Environment.NewLine}Trunk: peak bytes grow by {Growth(s_forGrowth.Select(n => (n, Measure(Trunk, n).PeakBytes))):F0} per pair over N = {string.Join(", ", s_forGrowth)}.");
        return 0;
    }

    private static string Row(string what, int n, Measurement sliced, Measurement eager) =>
        $"| {what} | {n} | {sliced.Seconds:g3} | {n / sliced.Seconds:g3} | {sliced.PeakBytes / ((double)n * n):F0} | "
        + $"{sliced.Seconds / eager.Seconds:F2} | {(double)sliced.PeakBytes / eager.PeakBytes:F2} |";

    /// <summary>The factor of N² in the parabola through three points.</summary>
    private static double Growth(IEnumerable<(int N, long Bytes)> peaks)
    {
        var points = peaks.Select(peak => (N: (double)peak.N, Bytes: (double)peak.Bytes)).ToArray();
        double Slope(int i, int j) => (points[j].Bytes - points[i].Bytes) / (points[j].N - points[i].N);
        return (Slope(1, 2) - Slope(0, 1)) / (points[2].N - points[0].N);
    }

    private static Measurement Measure(string what, int tokens, params string[] how)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Itself(), "one", what, $"{tokens}", .. how]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Measurement>(line)!
            : throw new InvalidOperationException($"{what} with {tokens} tokens ended with {process.ExitCode}.");
    }

    // Where the process is dotnet, it needs to be told what to run.
    private static IEnumerable<string> Itself() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Report).Assembly.Location] : [];
}
