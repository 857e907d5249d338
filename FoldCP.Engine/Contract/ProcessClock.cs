using System.Globalization;

namespace FoldCP.Contract;

/// <summary>When a process started, as the kernel counts: with it a recycled process id is told from the process that was meant.</summary>
public static class ProcessClock
{
    // Field 22 of proc(5)'s stat; fields count from 1, and the third follows the closing bracket of the name.
    private const int StartTimeField = 22;
    private const int ParentField = 4;

    /// <returns>clock ticks since the machine's start; null if there is no such process, or only its unburied remains</returns>
    public static long? StartTicks(int pid) => Field(pid, StartTimeField);

    /// <summary>Who has started a process, or has taken it over since.</summary>
    /// <returns>a process id; null if there is no such process, or only its unburied remains</returns>
    public static int? ParentOf(int pid) => (int?)Field(pid, ParentField);

    /// <summary>Whether the engine that wrote <c>engine.json</c> still lives; only its own host can tell.</summary>
    public static bool Lives(EngineProcess engine) => StartTicks(engine.Pid) == engine.StartTicks;

    private static long? Field(int pid, int field)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[field - 3], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
