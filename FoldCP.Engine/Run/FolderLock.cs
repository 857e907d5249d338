using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using FoldCP.Contract;
using Microsoft.Win32.SafeHandles;

namespace FoldCP.Engine.Run;

/// <summary>The right to work in a run folder: a lock that the kernel takes back however this process ends.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class FolderLock : IDisposable
{
    private const int Exclusive = 2;
    private const int DoNotWait = 4;

    // Somebody who only looks whether an engine lives may hold the lock for a moment.
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SafeFileHandle file;

    private FolderLock(SafeFileHandle file) => this.file = file;

    /// <returns>null if another engine holds it</returns>
    /// <exception cref="IOException">the folder cannot be written</exception>
    public static FolderLock? Take(RunFolder folder)
    {
        var file = File.OpenHandle(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        for (int left = Attempts; left > 0; left--)
        {
            if (Flock(file, Exclusive | DoNotWait) == 0)
                return new(file);
            Thread.Sleep(Pause);
        }
        file.Dispose();
        return null;
    }

    public void Dispose() => file.Dispose();

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
