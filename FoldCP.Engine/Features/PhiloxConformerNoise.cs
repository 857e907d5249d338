using System.Numerics;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Features;

/// <summary>The product's noise for conformers: a function of the seed and the residue's number in the complex.</summary>
public sealed class PhiloxConformerNoise(ulong seed) : IConformerNoise
{
    public int Choose(int residue, int conformers) => (int)(((ulong)Draw(residue) * (ulong)conformers) >> 32);

    public (Quaternion Turn, Vector3 Shift) Pose(int residue)
    {
        var (w, i, j, k) = Normal(residue, Purpose.ConformerTurn);
        var (x, y, z, _) = Normal(residue, Purpose.ConformerShift);
        return (new((float)i, (float)j, (float)k, (float)w), new((float)x, (float)y, (float)z));
    }

    private uint Draw(int residue) => Philox.Draw(((uint)residue, 0, 0, (uint)Purpose.Conformer), seed).A;

    private (double, double, double, double) Normal(int residue, Purpose purpose) => Philox.Normal(((uint)residue, 0, 0, (uint)purpose), seed);
}
