using System.Runtime.InteropServices;

namespace FoldCP.Engine.Tensors;

/// <summary>What tensors have given back and the C library keeps for the next ones.</summary>
internal static partial class FreedMemory
{
    // https://man7.org/linux/man-pages/man3/mallopt.3.html; what is smaller would be a system call for next to nothing.
    private const int MapThreshold = -3;
    private const long LeastMapped = 128 << 10;
    private const long MostMapped = 32 << 20;

    /// <summary>
    /// Gives it to the system. Tensors of some megabytes leave holes that the next of another size does not fit, so that
    /// without this a process grows to several times of what is alive in it.
    /// </summary>
    public static void Release() => _ = Trim(0);

    /// <summary>From now on, and for the whole process, pieces of so many bytes go to the system as soon as they are given back.</summary>
    public static void ReleaseLarge(long bytes) => _ = SetOption(MapThreshold, (int)Math.Clamp(bytes, LeastMapped, MostMapped));

    // https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
