using System.Numerics;

namespace FoldCP.Engine.Features;

/// <summary>Where the randomness of reference conformers comes from: a seed in earnest, a recording in a comparison.</summary>
public interface IConformerNoise
{
    /// <summary>Which of its component's conformers a residue takes.</summary>
    int Choose(int residue, int conformers);

    /// <summary>How a residue's conformer is turned (a quaternion not yet of unit length, real part W) and shifted (Å): standard normal.</summary>
    (Quaternion Turn, Vector3 Shift) Pose(int residue);
}
