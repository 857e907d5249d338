using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests.Model.Golden;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>The same seed gives the same structure on every mesh, in float64: noise is counted, not drawn, so only the order of additions is another.</summary>
public sealed class CoordinateTests
{
    private const ulong Seed = 7;

    // Å
    private const double Close = 1e-6;

    public static TheoryData<string> Networks => ["full_template", "full_v1_pocket"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Twenty_steps_end_at_the_same_coordinates_for_each_number_of_ranks(string name) => AssertSame(name, MeshMatrix.Usual);

    /// <summary>Takes minutes.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Networks))]
    public void Twenty_steps_end_at_the_same_coordinates_on_every_other_mesh(string name) => AssertSame(name, MeshMatrix.Others);

    /// <summary>How far two hundred steps drift apart, which nothing bounds but that they end. Takes minutes.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Networks))]
    public void Two_hundred_steps_tell_their_drift(string name)
    {
        var drift = Differences(name, steps: 200, [MeshShape.Parse("3x2"), MeshShape.Parse("3x3")]);

        ClosingLines.Say($"Drift after 200 steps, {name}: {string.Join(", ", drift.Select(mesh => $"{mesh.Largest:g2} Å on {mesh.Shape}"))}");
        Assert.All(drift, mesh => Assert.True(double.IsFinite(mesh.Largest)));
    }

    private static void AssertSame(string name, IReadOnlyList<MeshShape> meshes)
    {
        var differences = Differences(name, steps: 20, meshes);

        var worst = differences.MaxBy(mesh => mesh.Largest);
        ClosingLines.Say($"Coordinates after 20 steps, {name}: {differences.Count} meshes, at most {worst.Largest:g2} Å ({worst.Shape})");
        Assert.Equal(meshes.Count, differences.Count);
        Assert.All(differences, mesh => Assert.InRange(mesh.Largest, 0, Close));
    }

    private static List<(MeshShape Shape, double Largest)> Differences(string name, int steps, IReadOnlyList<MeshShape> meshes)
    {
        using var scope = NewDisposeScope();
        var alone = Folded(name, steps, Mesh.Serial);
        Assert.True(alone.isfinite().all().item<bool>());
        Assert.True(alone.std().item<double>() > 1);
        return [.. meshes.Select(shape => (shape, ThreadCommunicator.Run(shape.Ranks, world => Largest(alone, Folded(name, steps, new(world, shape.Rows, shape.Cols)))).Max()))];
    }

    private static Tensor Folded(string name, int steps, Mesh mesh)
    {
        using var noGrad = no_grad();
        using var recording = GoldenCase.Open(name, mesh, ScalarType.Float64);
        using var network = GoldenNetworks.Network(recording, mesh);
        var options = new PredictOptions { RecyclingSteps = 1, SamplingSteps = steps };
        return network.Fold(recording.Features(), options, new PhiloxNoise(Seed), Steps.Untold, _ => { });
    }

    private static double Largest(Tensor alone, Tensor together) => (alone - together).abs().max().item<double>();
}
