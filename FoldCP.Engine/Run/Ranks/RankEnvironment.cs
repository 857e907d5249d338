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
        [Threads] = Math.Max(1, Math.Min(int.TryParse(threads, CultureInfo.InvariantCulture, out int wanted) ? wanted : processors, processors / ranks))
            .ToString(CultureInfo.InvariantCulture),
        [RankWatch.LauncherVariable] = launcher,
        // Launchers give ranks a terminal, to which .NET would send words that only a terminal understands.
        ["TERM"] = "dumb",
    };
}
