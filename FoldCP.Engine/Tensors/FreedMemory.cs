using System.Runtime.InteropServices;

namespace FoldCP.Engine.Tensors;

/// <summary>What tensors have given back and the C library keeps for the next ones.</summary>
internal static partial class FreedMemory
{
    /// <summary>Bytes that no temporary of a slice (<see cref="Chunks"/>) has, as a rule.</summary>
    public const long LargerThanASlice = 4 << 20;

    /// <summary>Bytes of a piece that it is worth to give back by itself: what is smaller would be a system call for next to nothing.</summary>
    public const long LeastMapped = 128 << 10;

    // https://man7.org/linux/man-pages/man3/mallopt.3.html
    private const int MapThreshold = -3;
    private const int TrimThreshold = -1;
    private const int Never = -1;
    private const long MostMapped = 32 << 20;

    // libtorch reads it once: https://github.com/pytorch/pytorch/blob/main/c10/core/impl/alloc_cpu.cpp
    private const string LargePages = "THP_MEM_ALLOC_ENABLE";

    /// <summary>
    /// Gives it to the system. Tensors of some megabytes leave holes that the next of another size does not fit, so that
    /// without this a process grows to several times of what is alive in it.
    /// </summary>
    public static void Release() => _ = Trim(0);

    /// <summary>
    /// From now on, and for the whole process, pieces of so many bytes go to the system as soon as they are given back, and smaller ones when it is
    /// asked for: what the temporaries of a slice had is there for those of the next.
    /// </summary>
    public static void ReleaseLarge(long bytes)
    {
        _ = SetOption(MapThreshold, (int)Math.Clamp(bytes, LeastMapped, MostMapped));
        _ = SetOption(TrimThreshold, Never);
    }

    /// <summary>
    /// What a process that folds has, to be called before its first tensor: pieces that are larger than the temporaries of a slice go back at once, and
    /// large ones come in pages of two megabytes, as the system takes as long for one as for a small one. Who has decided otherwise is heard.
    /// </summary>
    public static void SuitFolds()
    {
        if (Environment.GetEnvironmentVariable(LargePages) is null)
            NativeEnvironment.Set(LargePages, "1");
        ReleaseLarge(LargerThanASlice);
    }

    // https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
