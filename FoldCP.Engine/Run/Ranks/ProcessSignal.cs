using System.Runtime.InteropServices;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>The wish that another process ends, which .NET cannot send: SIGTERM.</summary>
internal static partial class ProcessSignal
{
    private const int Terminate = 15;

    /// <summary>Asks a process to end. One that is gone need not be asked.</summary>
    public static void AskToEnd(int pid) => _ = Send(pid, Terminate);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int pid, int signal);
}
