using System.Runtime.InteropServices;

namespace FoldCP.Jobs.Clusters.Local;

/// <summary>Signals to processes, which .NET offers only for SIGKILL.</summary>
internal static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Sends a signal, unless the process has ended meanwhile.</summary>
    public static void Send(this ProcessIdentity process, int signal)
    {
        if (process.IsAlive())
            _ = SendTo(process.Pid, signal); // fails only if it ended since, which is what was wanted
    }

    /// <summary>Sends a signal to all processes of the session that this process leads, unless it has ended.</summary>
    public static void SendToGroup(this ProcessIdentity leader, int signal)
    {
        if (leader.IsAlive())
            _ = SendTo(-leader.Pid, signal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendTo(int pid, int signal);
}
