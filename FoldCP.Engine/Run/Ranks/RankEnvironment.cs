using System.Globalization;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>What the ranks of one machine get to see of it beside their launcher's own environment.</summary>
internal static class RankEnvironment
{
    /// <summary>How many threads compute in a process.</summary>
    public const string Threads = "OMP_NUM_THREADS";

    /// <param name="ranks">how many</param>
    /// <param name="processors">of the machine, which the ranks share</param>
    /// <param name="threads">of one process alone; null: as many as there are processors</param>
    /// <param name="launcher">who launches them: when it is gone, they are to end</param>
    public static IReadOnlyDictionary<string, string> Of(int ranks, int processors, string? threads, string launcher) => new Dictionary<string, string>
    {
        [Threads] = Share(ranks, processors, int.TryParse(threads, CultureInfo.InvariantCulture, out int wanted) ? wanted : processors).ToString(CultureInfo.InvariantCulture),
        [RankWatch.LauncherVariable] = launcher,
        // Launchers give ranks a terminal, to which .NET would send words that only a terminal understands.
        ["TERM"] = "dumb",
    };

    /// <summary>Lets this thread compute with its rank's share of the machine's processors, where a launcher has left it more.</summary>
    /// <param name="ranks">of this machine</param>
    public static void ShareProcessors(int ranks)
    {
        int usual = get_num_threads();
        // A launcher may have bound each rank to processors of its own: how many there are is not how many this process may use.
        int share = Share(ranks, Math.Max(Environment.ProcessorCount, ProcessorsOfMachine()), usual);
        if (share < usual)
            set_num_threads(share);
    }

    private static int Share(int ranks, int processors, int wanted) => Math.Max(1, Math.Min(wanted, processors / ranks));

    private static int ProcessorsOfMachine() => Directory.EnumerateDirectories("/sys/devices/system/cpu", "cpu*").Count(folder => int.TryParse(Path.GetFileName(folder)[3..], CultureInfo.InvariantCulture, out _));
}
