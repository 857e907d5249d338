using System.Numerics;
using FoldCP.Engine.Features;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Tests.Features;

/// <summary>The draws that the reference made in a recorded case.</summary>
internal sealed class RecordedConformerNoise : IConformerNoise
{
    private readonly GoldenTensors recorded;
    private readonly string[] draws;
    private readonly Pcg64 choices = new(42);

    public RecordedConformerNoise(GoldenTensors recorded)
    {
        this.recorded = recorded;
        draws = [.. recorded.Names.Where(name => name.StartsWith("in.noise.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    public int Choose(int residue, int conformers) => choices.Below(conformers);

    public (Quaternion Turn, Vector3 Shift) Pose(int residue)
    {
        double[] q = recorded.Numbers(draws[2 * residue]);
        double[] s = recorded.Numbers(draws[(2 * residue) + 1]);
        return (new((float)q[1], (float)q[2], (float)q[3], (float)q[0]), new((float)s[0], (float)s[1], (float)s[2]));
    }
}
