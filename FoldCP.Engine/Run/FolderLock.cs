using System.ComponentModel;
using System.Runtime.InteropServices;
using FoldCP.Contract;
using Microsoft.Win32.SafeHandles;

namespace FoldCP.Engine.Run;

/// <summary>The right to work in a run folder: a lock that the kernel takes back however this process ends.</summary>
/// <remarks>By flock(2) itself: .NET locks the files it opens in its own way, and not at all where a setting says so.</remarks>
internal sealed partial class FolderLock : IDisposable
{
    private const int ReadWrite = 0x2;
    private const int Create = 0x40;
    private const int CloseOnExec = 0x80000;
    private const int OwnerWrites = 0b110_100_100;
    private const int Exclusive = 2;
    private const int DoNotWait = 4;
    private const int WouldBlock = 11;

    // Somebody who only looks whether an engine lives may hold the lock for a moment.
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SafeFileHandle file;

    private FolderLock(SafeFileHandle file) => this.file = file;

    /// <returns>null if another engine holds it</returns>
    /// <exception cref="IOException">the folder cannot be written or locked</exception>
    public static FolderLock? Take(RunFolder folder)
    {
        var file = Open(folder.Lock, ReadWrite | Create | CloseOnExec, OwnerWrites);
        if (file.IsInvalid)
            throw LastError(folder.Lock);
        for (int left = Attempts; left > 0; left--)
        {
            if (Flock(file, Exclusive | DoNotWait) == 0)
                return new(file);
            if (Marshal.GetLastPInvokeError() != WouldBlock)
                throw LastError(folder.Lock);
            Thread.Sleep(Pause);
        }
        file.Dispose();
        return null;
    }

    public void Dispose() => file.Dispose();

    private static IOException LastError(string path)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new($"{path} cannot be locked: {error.Message}.", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
