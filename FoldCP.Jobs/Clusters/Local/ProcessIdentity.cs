namespace FoldCP.Jobs.Clusters.Local;

/// <summary>A process that cannot be mistaken for a later one with the same id.</summary>
/// <param name="Pid">its id</param>
/// <param name="StartTicks">when it started: field 22 of /proc/PID/stat</param>
internal sealed record ProcessIdentity(int Pid, long StartTicks)
{
    /// <summary>Whether it still runs. A zombie, which has ended but was not yet asked for its exit code, does not.</summary>
    public bool IsAlive()
    {
        try
        {
            return StatSaysAlive(File.ReadAllText($"/proc/{Pid}/stat"));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return false; // it ended before or while its line was read
        }
    }

    /// <summary>Reads /proc/PID/stat. The second field is the program's name in brackets and may hold blanks and brackets itself.</summary>
    public bool StatSaysAlive(string stat)
    {
        string[] afterName = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return afterName.Length > 19
            && afterName[0] is not ("Z" or "X" or "x")
            && long.TryParse(afterName[19], out long ticks) && ticks == StartTicks;
    }
}
