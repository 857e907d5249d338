namespace FoldCP.Engine.Tensors;

/// <summary>NumPy's way to make a generator's first state of a small seed: a pool of four words, hashed and mixed.</summary>
internal static class SeedSequence
{
    private const int PoolSize = 4;

    public static ulong[] Words(uint seed, int count)
    {
        uint[] pool = Pool(seed);
        uint hash = 0x8b51f9dd;
        uint Next(int at) => Hashed(pool[at % PoolSize], ref hash, 0x58f38ded);
        var words = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            ulong low = Next(2 * i);
            words[i] = ((ulong)Next((2 * i) + 1) << 32) | low;
        }
        return words;
    }

    private static uint[] Pool(uint seed)
    {
        const uint step = 0x931e8875;
        uint hash = 0x43b0d7e5;
        var pool = new uint[PoolSize];
        for (int i = 0; i < PoolSize; i++)
            pool[i] = Hashed(i == 0 ? seed : 0, ref hash, step);
        for (int from = 0; from < PoolSize; from++)
        {
            for (int to = 0; to < PoolSize; to++)
            {
                if (from != to)
                    pool[to] = Mixed(pool[to], Hashed(pool[from], ref hash, step));
            }
        }
        return pool;
    }

    private static uint Hashed(uint value, ref uint hash, uint step)
    {
        value ^= hash;
        hash *= step;
        value *= hash;
        return value ^ (value >> 16);
    }

    private static uint Mixed(uint x, uint y)
    {
        uint mixed = (0xca01f9dd * x) - (0x4973f715 * y);
        return mixed ^ (mixed >> 16);
    }
}
