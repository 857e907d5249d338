using System.Globalization;
using System.Runtime.InteropServices;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Tests.Tensors;

/// <summary>Alone, as others' memory is the same process's.</summary>
[Collection(SeededTests.Name)]
public sealed class FreedMemoryTests
{
    private const int Pieces = 2_000;

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
