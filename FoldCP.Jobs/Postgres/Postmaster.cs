using System.Globalization;

namespace FoldCP.Jobs.Postgres;

/// <summary>The server process that a <c>postmaster.pid</c> speaks of, which may be long gone or someone else by now.</summary>
/// <param name="ProcessId">line 1</param>
/// <param name="Port">line 4; names the socket</param>
/// <param name="SocketFolder">line 5</param>
internal sealed record Postmaster(int ProcessId, int Port, string SocketFolder)
{
    private const string NoProcess = "2147483647"; // far above the kernel's largest

    /// <returns>null if there is no such file or it is not complete yet</returns>
    public static Postmaster? Read(string pidFile)
    {
        try
        {
            return In(File.ReadAllLines(pidFile));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    internal static Postmaster? In(string[] lines)
        => lines.Length >= 5
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out int process)
            && int.TryParse(lines[3], CultureInfo.InvariantCulture, out int port)
                ? new Postmaster(process, port, lines[4].Trim())
                : null;

    /// <summary>Whether a PostgreSQL server has this number; its command line, which anyone may read, says so. A dead one has none.</summary>
    public bool IsServer
    {
        get
        {
            try
            {
                return Path.GetFileName(File.ReadAllText($"/proc/{ProcessId}/cmdline").Split('\0')[0]) == "postgres";
            }
            catch (IOException)
            {
                return false;   // no such process
            }
        }
    }

    /// <summary>Whether there is such a process; one that has ended and was not buried counts.</summary>
    public bool Exists => Directory.Exists($"/proc/{ProcessId}");

    /// <summary>
    /// Makes a pid file name a process that cannot be, so that PostgreSQL starts beside it. The rest of it stays: by that PostgreSQL
    /// finds out whether children of the last server are still at the data.
    /// </summary>
    public static void Disown(string pidFile) => File.WriteAllLines(pidFile, [NoProcess, .. File.ReadAllLines(pidFile).Skip(1)]);
}
