namespace FoldCP.Engine.Tensors;

/// <summary>
/// What a random number is for: the last word of its place, so that no two uses ever share one. The numbers are part of every
/// result: another number is another noise, so none is changed or given again.
/// </summary>
public enum Purpose : uint
{
    /// <summary>The cloud of atoms that sampling starts from.</summary>
    Start = 0,

    /// <summary>What a sampling step stirs in.</summary>
    Stir = 1,

    /// <summary>How a sampling step turns the structures.</summary>
    Turn = 2,

    /// <summary>How a sampling step shifts the structures.</summary>
    Shift = 3,

    /// <summary>The choice of alignment rows.</summary>
    MsaRows = 4,

    /// <summary>The turning of a residue's conformer.</summary>
    ConformerTurn = 6,

    /// <summary>The shifting of a residue's conformer.</summary>
    ConformerShift = 7,

    /// <summary>The weights of the demo model.</summary>
    Weights = 8,

    /// <summary>The choice of particles that live on.</summary>
    Survivors = 9,
}

/// <summary>
/// Random numbers that are a function of where they are used, not of who drew before: Philox4x32-10 (Salmon et al., 2011).
/// A rank draws any atom's noise without the others', so a result does not depend on the mesh.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;

    /// <summary>Four random words for a place (such as atom, step, sample and purpose) under a key, the seed.</summary>
    public static (uint A, uint B, uint C, uint D) Draw((uint A, uint B, uint C, uint D) place, ulong key)
    {
        var (a, b, c, d) = place;
        var (low, high) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var (p, q) = (0xD2511F53UL * a, 0xCD9E8D57UL * c);
            (a, b, c, d) = ((uint)(q >> 32) ^ b ^ low, (uint)q, (uint)(p >> 32) ^ d ^ high, (uint)p);
            unchecked
            {
                (low, high) = (low + 0x9E3779B9, high + 0xBB67AE85);
            }
        }

        return (a, b, c, d);
    }

    /// <summary>Four standard normal numbers for a place (Box and Muller, in float64).</summary>
    public static (double X, double Y, double Z, double W) Normal((uint A, uint B, uint C, uint D) place, ulong key)
    {
        var (a, b, c, d) = Draw(place, key);
        var (near, far) = (Math.Sqrt(-2 * Math.Log(Unit(a))), Math.Sqrt(-2 * Math.Log(Unit(c))));
        var (sinNear, cosNear) = Math.SinCos(Math.Tau * Unit(b));
        var (sinFar, cosFar) = Math.SinCos(Math.Tau * Unit(d));
        return (near * cosNear, near * sinNear, far * cosFar, far * sinFar);
    }

    /// <summary>Standard normal vectors for a run of atoms: [atoms, 3], one after the other.</summary>
    public static float[] Normals(long atoms, uint step, uint sample, Purpose purpose, ulong key)
    {
        var normals = new float[checked(3 * atoms)];
        for (var atom = 0; atom < atoms; atom++)
        {
            var (x, y, z, _) = Normal(((uint)atom, step, sample, (uint)purpose), key);
            normals[3 * atom] = (float)x;
            normals[(3 * atom) + 1] = (float)y;
            normals[(3 * atom) + 2] = (float)z;
        }

        return normals;
    }

    /// <summary>A number strictly between 0 and 1.</summary>
    public static double Unit(uint word) => (word + 0.5) / 4294967296.0;
}
