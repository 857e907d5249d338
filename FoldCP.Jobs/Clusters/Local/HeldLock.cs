using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FoldCP.Jobs.Clusters.Local;

/// <summary>Looks whether anybody holds a file's lock, which the kernel takes back however its holders end.</summary>
/// <remarks>By flock(2) itself: .NET locks the files it opens in its own way, and not at all where a setting says so.</remarks>
internal static class HeldLock
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const int Shared = 1;
    private const int DoNotWait = 4;
    private const int NoSuchFile = 2;
    private const int WouldBlock = 11;

    /// <returns>false too if there is no such file</returns>
    /// <exception cref="IOException">it cannot be said</exception>
    public static bool IsHeld(string path)
    {
        using var file = Open(path, ReadOnly | CloseOnExec);
        if (file.IsInvalid)
            return Marshal.GetLastPInvokeError() == NoSuchFile ? false : throw LastError(path);
        if (Flock(file, Shared | DoNotWait) == 0)
            return false;

        return Marshal.GetLastPInvokeError() == WouldBlock ? true : throw LastError(path);
    }

    private static IOException LastError(string path)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"{path} cannot be looked at: {error.Message}.", error);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int Flock(SafeFileHandle file, int operation);
}
