using System.Globalization;

namespace FoldCP.Engine.Run.Measures;

/// <summary>The memory that this process has, bytes.</summary>
internal static class ResidentMemory
{
    public static long Now() => Status("VmRSS");

    /// <summary>At most, since its start or <see cref="ForgetPeak"/>.</summary>
    public static long Peak() => Status("VmHWM");

    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    // "VmHWM:     12345 kB"
    private static long Status(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(x => x.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
