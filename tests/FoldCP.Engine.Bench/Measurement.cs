using System.Diagnostics;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Bench;

/// <summary>What one run of a layer or network took.</summary>
/// <param name="Seconds">the shortest of all runs</param>
/// <param name="PeakBytes">resident memory at most, above the state after weights and inputs were there</param>
public sealed record Measurement(double Seconds, long PeakBytes)
{
    // Up to so many runs, or so many seconds; the first one warms up unless it alone is long enough.
    private const int Runs = 5;
    private const double Enough = 20;

    /// <param name="prepare">makes weights and inputs for so many tokens; what it returns is measured</param>
    /// <param name="tokens">N</param>
    /// <param name="isEager">whether everything is computed at once instead of in slices</param>
    public static Measurement Of(Func<int, Action> prepare, int tokens, bool isEager)
    {
        using var noGrad = no_grad();
        using var slices = isEager ? Chunks.OfSize(long.MaxValue) : null;
        random.manual_seed(1);
        var run = prepare(tokens);
        FreedMemory.Release();
        long before = ResidentMemory.Now();
        ResidentMemory.ForgetPeak();
        double best = Time(run);
        long peak = ResidentMemory.Peak() - before;
        double all = best;
        for (int more = 1; more < Runs && all < Enough; more++)
        {
            double again = Time(run);
            (best, all) = (Math.Min(best, again), all + again);
        }
        return new(best, peak);
    }

    private static double Time(Action run)
    {
        long begin = Stopwatch.GetTimestamp();
        using (NewDisposeScope())
            run();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
