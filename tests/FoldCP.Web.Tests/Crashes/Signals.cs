using System.Runtime.InteropServices;

namespace FoldCP.Web.Tests.Crashes;

/// <summary>Signals to processes that are not ours to wait for.</summary>
internal static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int GoOn = 18;
    public const int Halt = 19;

    public static bool Send(int pid, int signal) => SendTo(pid, signal) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendTo(int pid, int signal);
}
