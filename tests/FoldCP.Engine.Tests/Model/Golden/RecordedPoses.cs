using System.Numerics;
using FoldCP.Engine.Features;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>What the reference drew for conformers in a recorded case: poses as recorded, the choice as NumPy's generator of seed 42.</summary>
internal sealed class RecordedPoses : IConformerNoise
{
    private readonly GoldenCase recording;
    private readonly string[] draws;
    private readonly HashSet<string> used = [];
    private readonly Pcg64 choices = new(42);

    public RecordedPoses(GoldenCase recording)
    {
        this.recording = recording;
        draws = [.. recording.Names.Where(name => name.StartsWith("in.noise.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether everything that was drawn was asked for.</summary>
    public bool IsUsedUp => used.Count == draws.Length;

    public int Choose(int residue, int conformers) => choices.Below(conformers);

    public (Quaternion Turn, Vector3 Shift) Pose(int residue)
    {
        float[] q = Draw(2 * residue);
        float[] s = Draw((2 * residue) + 1);
        return (new(q[1], q[2], q[3], q[0]), new(s[0], s[1], s[2]));
    }

    private float[] Draw(int number)
    {
        used.Add(draws[number]);
        using var drawn = recording[draws[number]].to(ScalarType.Float32).flatten();
        return drawn.data<float>().ToArray();
    }
}
