using System.Runtime.InteropServices;

namespace FoldCP.Engine.Tensors;

/// <summary>What tensors have given back and the C library keeps for the next ones.</summary>
internal static partial class FreedMemory
{
    /// <summary>
    /// Gives it to the system. Tensors of some megabytes leave holes that the next of another size does not fit, so that
    /// without this a process grows to several times of what is alive in it.
    /// </summary>
    public static void Release() => _ = Trim(0);

    // https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
