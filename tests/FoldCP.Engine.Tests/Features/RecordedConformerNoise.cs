using System.Numerics;
using FoldCP.Engine.Features;

namespace FoldCP.Engine.Tests.Features;

/// <summary>The draws that the reference made in a recorded case.</summary>
internal sealed class RecordedConformerNoise : IConformerNoise
{
    // numpy's default_rng(42).choice(2), call after call; a choice among one draws nothing.
    private static readonly int[] Choices = [0, 1, 1, 0, 0, 1, 0, 1];

    private readonly GoldenTensors recorded;
    private readonly string[] draws;
    private int choices;

    public RecordedConformerNoise(GoldenTensors recorded)
    {
        this.recorded = recorded;
        draws = [.. recorded.Names.Where(name => name.StartsWith("in.noise.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    public int Choose(int residue, int conformers) => conformers switch
    {
        1 => 0,
        2 => Choices[choices++],
        _ => throw new InvalidOperationException("No case has more than two conformers of an amino acid."),
    };

    public (Quaternion Turn, Vector3 Shift) Pose(int residue)
    {
        double[] q = recorded.Numbers(draws[2 * residue]);
        double[] s = recorded.Numbers(draws[(2 * residue) + 1]);
        return (new((float)q[1], (float)q[2], (float)q[3], (float)q[0]), new((float)s[0], (float)s[1], (float)s[2]));
    }
}
