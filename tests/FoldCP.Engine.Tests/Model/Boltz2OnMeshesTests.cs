using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Tests.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model;

/// <summary>The whole network, with templates, contacts and padding, shared by several ranks.</summary>
public sealed class Boltz2OnMeshesTests
{
    public static TheoryData<int, int> Meshes => MeshTest.Meshes;

    [Theory]
    [MemberData(nameof(Meshes))]
    public void Every_rank_predicts_what_one_alone_predicts(int rows, int cols)
    {
        using var scope = NewDisposeScope();
        using var recording = GoldenCase.Open("full_template");
        var features = recording.Features();
        var options = new PredictOptions { Samples = 2, RecyclingSteps = 1, SamplingSteps = 6 };
        FoldPrediction Predicted(Mesh mesh)
        {
            using var network = GoldenNetworks.Network(recording, mesh);
            return network.Predict(features, options, new RecordedNoise(recording));
        }

        var alone = Predicted(Mesh.Serial);
        var together = ThreadCommunicator.Run(rows * cols, world => Predicted(new Mesh(world, rows, cols)));

        Assert.All(together, prediction =>
        {
            AssertNear(alone.Coordinates, prediction.Coordinates, 5e-3);
            AssertNear(alone.Plddt, prediction.Plddt, 1e-4);
            AssertNear(alone.Pae, prediction.Pae, 1e-2);
            Assert.Equal(alone.Scores[0].ConfidenceScore, prediction.Scores[0].ConfidenceScore, 1e-4);
        });
    }

    private static void AssertNear(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, tolerance);
    }
}
