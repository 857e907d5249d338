using System.Runtime.InteropServices;

namespace FoldCP.Engine.Bench;

/// <summary>What the calling thread has used of a processor, whoever else is on the machine.</summary>
/// <param name="Seconds">in which it computed, or the system for it</param>
/// <param name="System">of these, the system</param>
/// <param name="PageFaults">how often it met memory that the system had yet to give it</param>
internal readonly partial record struct ThreadUse(double Seconds, double System, double PageFaults)
{
    // https://man7.org/linux/man-pages/man2/getrusage.2.html: two times of two numbers each, then single ones. It counts time in
    // ticks of the system, the clock in nanoseconds.
    private const int OfThread = 1;
    private const int Numbers = 18;
    private const int MinorFaults = 8;
    private const int ClockOfThread = 3;

    public static ThreadUse Now
    {
        get
        {
            var (usage, time) = (new long[Numbers], new long[2]);
            if (Ask(OfThread, usage) != 0 || Read(ClockOfThread, time) != 0)
                throw new InvalidOperationException("This system does not tell what a thread uses.");
            return new(time[0] + (1e-9 * time[1]), usage[2] + (1e-6 * usage[3]), usage[MinorFaults]);
        }
    }

    public ThreadUse Since(ThreadUse before) => new(Seconds - before.Seconds, System - before.System, PageFaults - before.PageFaults);

    public ThreadUse And(ThreadUse other) => new(Seconds + other.Seconds, System + other.System, PageFaults + other.PageFaults);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int Ask(int who, [In, Out] long[] usage);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, [In, Out] long[] time);
}
