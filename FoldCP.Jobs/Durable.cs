using System.Runtime.InteropServices;

namespace FoldCP.Jobs;

/// <summary>What it takes for a renamed file to be there after a power cut.</summary>
internal static class Durable
{
    /// <summary>Writes a folder's list of names to the disk. .NET opens files only, so this asks the system.</summary>
    /// <exception cref="IOException">the disk did not take it</exception>
    public static void FlushDirectory(string folder)
    {
        int handle = Open(folder, flags: 0);
        if (handle < 0)
            throw new IOException($"{folder} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.");

        try
        {
            if (Flush(handle) != 0)
                throw new IOException($"{folder} cannot be written to the disk: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
