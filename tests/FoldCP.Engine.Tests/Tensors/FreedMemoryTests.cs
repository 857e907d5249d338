using System.Globalization;
using System.Runtime.InteropServices;
using FoldCP.Engine.Bench;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Tensors;

/// <summary>Alone, as others' memory is the same process's.</summary>
[Collection(SeededTests.Name)]
public sealed class FreedMemoryTests
{
    private const int Pieces = 2_000;

    // 2 MB of float32.
    private const int Slice = 1 << 19;

    private static readonly byte[] s_content = Enumerable.Repeat((byte)1, 100_000).ToArray();

    [Fact]
    public void What_was_freed_below_something_alive_goes_back_to_the_system()
    {
        var pieces = Enumerable.Range(0, Pieces).Select(_ => Filled()).ToList();
        var alive = Filled();
        pieces.ForEach(Marshal.FreeHGlobal);
        long before = Resident();

        FreedMemory.Release();

        Assert.InRange(before - Resident(), Pieces * s_content.LongLength / 2, long.MaxValue);
        Marshal.FreeHGlobal(alive);
    }

    [Fact]
    public void Temporaries_of_slices_meet_memory_that_is_there_already()
    {
        FreedMemory.SuitFolds();
        ones(Slice).Dispose();
        var before = ThreadUse.Now;

        for (int slice = 0; slice < 20; slice++)
            ones(Slice).Dispose();

        Assert.InRange(ThreadUse.Now.Since(before).PageFaults, 0, 20.0 * Slice * sizeof(float) / Environment.SystemPageSize / 4);
    }

    /// <summary>The test program has asked for them, as every program that folds.</summary>
    [Fact]
    public void Large_tensors_come_in_large_pages()
    {
        using var large = ones(64 << 18);
        long address = NativeTensors.StorageAddress(large) + (8 << 20);

        Assert.Contains("hg", FlagsOf(address));
    }

    // "7f0000000000-7f0004000000 rw-p ..." and further down "VmFlags: rd wr mr mw me ac hg"
    private static string[] FlagsOf(long address)
    {
        bool isHere = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0].Split('-') is [var start, var end])
                isHere = Convert.ToInt64(start, 16) <= address && address < Convert.ToInt64(end, 16);
            if (isHere && words[0] == "VmFlags:")
                return words;
        }
        return [];
    }

    private static nint Filled()
    {
        nint piece = Marshal.AllocHGlobal(s_content.Length);
        Marshal.Copy(s_content, 0, piece, s_content.Length);
        return piece;
    }

    // The second number of statm, in pages.
    private static long Resident()
        => long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
