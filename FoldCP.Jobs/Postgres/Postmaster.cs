using System.Globalization;

namespace FoldCP.Jobs.Postgres;

/// <summary>The server process that a <c>postmaster.pid</c> speaks of, which may be long gone or someone else by now.</summary>
/// <param name="ProcessId">line 1</param>
/// <param name="Port">line 4; names the socket</param>
/// <param name="SocketFolder">line 5</param>
internal sealed record Postmaster(int ProcessId, int Port, string SocketFolder)
{
    /// <returns>null if there is no such file or it is not complete yet</returns>
    public static Postmaster? Read(string pidFile) => File.Exists(pidFile) ? In(File.ReadAllLines(pidFile)) : null;

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

    public bool Exists => Directory.Exists($"/proc/{ProcessId}");

    /// <summary>Where the process is at home: a server never leaves its data folder.</summary>
    public string WorkingDirectory => $"/proc/{ProcessId}/cwd";
}
