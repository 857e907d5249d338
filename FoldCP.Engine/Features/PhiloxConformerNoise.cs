using System.Numerics;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Features;

/// <summary>
/// The product's noise for conformers: a pose is a function of the seed and the residue's number in the complex. Which conformer,
/// is chosen as the reference does: residue after residue, by NumPy's generator of one seed for all folds.
/// </summary>
public sealed class PhiloxConformerNoise(ulong seed) : IConformerNoise
{
    private const uint ReferenceSeed = 42;

    private readonly Pcg64 choices = new(ReferenceSeed);

    public int Choose(int residue, int conformers) => choices.Below(conformers);

    public (Quaternion Turn, Vector3 Shift) Pose(int residue)
    {
        var (w, i, j, k) = Normal(residue, Purpose.ConformerTurn);
        var (x, y, z, _) = Normal(residue, Purpose.ConformerShift);
        return (new((float)i, (float)j, (float)k, (float)w), new((float)x, (float)y, (float)z));
    }

    private (double, double, double, double) Normal(int residue, Purpose purpose) => Philox.Normal(((uint)residue, 0, 0, (uint)purpose), seed);
}
