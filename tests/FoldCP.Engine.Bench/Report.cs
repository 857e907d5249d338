namespace FoldCP.Engine.Bench;

/// <summary>Measures in processes of their own and prints tables for docs/benchmarks.md.</summary>
/// <param name="tokens">each layer is measured with so many</param>
/// <param name="forGrowth">and the trunk with these three</param>
internal sealed class Report(int[] tokens, int[] forGrowth)
{
    private const string Trunk = "trunk";

    public static Report Usual { get; } = new([64, 128, 256, 512], [256, 512, 768]);

    public int Print(IReadOnlyList<string> subjects, TextWriter output)
    {
        output.WriteLine($"float32, {Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "all"} threads, layers read alignments of {Subjects.Depth} sequences, networks of one; eager: computed at once instead of in slices");
        output.WriteLine();
        output.WriteLine("| what | tokens | seconds | tokens/s | peak, bytes per pair | seconds / eager | peak / eager |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (string what in subjects)
        {
            foreach (int n in tokens)
                output.WriteLine(Row(what, n, Measure(what, n), Measure(what, n, "eager")));
        }
        if (subjects.Contains(Trunk))
            output.WriteLine($"{Environment.NewLine}Trunk: peak bytes grow by {Growth(forGrowth.Select(n => (n, Measure(Trunk, n).PeakBytes))):F0} per pair over N = {string.Join(", ", forGrowth)}.");
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

    private static Measurement Measure(string what, int n, params string[] how) => Child.Run<Measurement>(["one", what, $"{n}", .. how]);
}
