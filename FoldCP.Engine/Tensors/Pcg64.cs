namespace FoldCP.Engine.Tensors;

/// <summary>
/// The generator behind NumPy's <c>default_rng(seed)</c>, PCG XSL-RR 128/64 with SeedSequence: what the reference draws with it can
/// be drawn here again. Whole numbers below a bound use 32 bits each and Lemire's rejection, as NumPy's <c>choice</c> does.
/// </summary>
public sealed class Pcg64
{
    private static readonly UInt128 Multiplier = new(0x2360ed051fc65da4, 0x4385df649fccf645);

    private readonly UInt128 increment;
    private UInt128 state;
    private uint? half;

    public Pcg64(uint seed)
    {
        ulong[] words = SeedSequence.Words(seed, 4);
        increment = (new UInt128(words[2], words[3]) << 1) | 1;
        Step();
        state += new UInt128(words[0], words[1]);
        Step();
    }

    public ulong Next64()
    {
        Step();
        ulong folded = (ulong)(state >> 64) ^ (ulong)state;
        return ulong.RotateRight(folded, (int)(state >> 122));
    }

    /// <summary>A whole number from 0 to below <paramref name="bound"/>; for a bound of 1 nothing is drawn.</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        if (bound == 1)
            return 0;
        uint size = (uint)bound;
        uint rejected = (uint)(-(long)size & uint.MaxValue) % size;
        while (true)
        {
            ulong product = (ulong)Next32() * size;
            if ((uint)product >= rejected)
                return (int)(product >> 32);
        }
    }

    // A draw of 64 bits serves twice, its lower half first.
    private uint Next32()
    {
        if (half is { } kept)
        {
            half = null;
            return kept;
        }
        ulong drawn = Next64();
        half = (uint)(drawn >> 32);
        return (uint)drawn;
    }

    private void Step() => state = (state * Multiplier) + increment;
}
