using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Model.Confidence;
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
    public void Every_rank_predicts_what_one_alone_predicts(int rows, int cols) => AssertAllPredictAlike("full_template", steps: 6, rows, cols);

    [Theory]
    [MemberData(nameof(Meshes))]
    public void Every_rank_predicts_with_Boltz_1_what_one_alone_predicts(int rows, int cols) => AssertAllPredictAlike("full_v1_pocket", steps: 5, rows, cols);

    private static void AssertAllPredictAlike(string name, int steps, int rows, int cols)
    {
        using var scope = NewDisposeScope();
        using var recording = GoldenCase.Open(name);
        var features = recording.Features();
        var options = new PredictOptions { Samples = 2, RecyclingSteps = 1, SamplingSteps = steps };
        (Tensor Coordinates, List<SampleConfidence> Samples) Predicted(Mesh mesh)
        {
            using var noGrad = no_grad();
            using var network = GoldenNetworks.Network(recording, mesh);
            var samples = new List<SampleConfidence>();
            var x = network.Fold(features, options, new RecordedNoise(recording), Steps.Untold, confidence => samples.Add(GoldenNetworks.Kept(Whole(mesh, features, confidence))));
            return (x, samples);
        }

        var alone = Predicted(Mesh.Serial);
        var together = ThreadCommunicator.Run(rows * cols, world => Predicted(new Mesh(world, rows, cols)));

        Assert.All(together, prediction =>
        {
            AssertNear(alone.Coordinates, prediction.Coordinates, 5e-3);
            Assert.All(alone.Samples.Zip(prediction.Samples), pair =>
            {
                AssertNear(pair.First.Plddt, pair.Second.Plddt, 1e-4);
                AssertNear(pair.First.Pae, pair.Second.Pae, 1e-2);
                AssertNear(pair.First.Pde, pair.Second.Pde, 1e-2);
            });
            Assert.Equal(options.Samples, prediction.Samples.Count);
            Assert.Equal(alone.Samples[0].Scores.ConfidenceScore, prediction.Samples[0].Scores.ConfidenceScore, 1e-4);
        });
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 2)]
    public void Every_rank_judges_the_affinity_as_one_alone_does(int rows, int cols)
    {
        using var scope = NewDisposeScope();
        using var recording = GoldenCase.Open("full_affinity");
        var (features, x) = (recording.Features(), recording["out.sample_atom_coords"]);
        AffinityScores Judged(Mesh mesh)
        {
            using var noGrad = no_grad();
            using var network = GoldenNetworks.Network(recording, mesh);
            var trunk = network.Understand(features, recyclingSteps: 1, new RecordedNoise(recording), Steps.Untold);
            AffinityScores? judged = null;
            network.Judge(features, trunk, new(x, Tokens: null), Steps.Untold, _ => { }, scores => judged = scores);
            return judged!;
        }

        var alone = Judged(Mesh.Serial);
        var together = ThreadCommunicator.Run(rows * cols, world => Judged(new Mesh(world, rows, cols)));

        Assert.Equal(2, alone.Members.Count);
        Assert.All(together, scores =>
        {
            Assert.Equal(alone.Score.Value, scores.Score.Value, 1e-4);
            Assert.Equal(alone.Score.Probability, scores.Score.Probability, 1e-5);
        });
    }

    [Fact]
    public void Every_block_of_the_trunk_is_a_step_and_so_are_those_that_read_templates()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var recording = GoldenCase.Open("full_template");
        using var network = GoldenNetworks.Network(recording, Mesh.Serial);
        var (features, told) = (recording.Features(), new List<(int Step, int Of)>());

        network.Understand(features, recyclingSteps: 2, new RecordedNoise(recording), new((_, step, of) => told.Add((step, of)), CancellationToken.None));

        var (config, templates) = (((Boltz2)network).Config, (int)features.Templates!.Mask.shape[1]);
        var blocks = 3 * ((templates * config.TemplateArgs!.TemplateBlocks) + config.MsaArgs.MsaBlocks + config.PairformerArgs.NumBlocks);
        Assert.Equal(Enumerable.Range(0, blocks + 1).Select(step => (step, blocks)), told);
    }

    private static SampleConfidence Whole(Mesh mesh, FoldFeatures features, SampleConfidence confidence)
    {
        Tensor Of(Tensor block) => mesh.Whole(block, 1, 2, features.Tokens, features.Tokens);
        return confidence with { Pae = Of(confidence.Pae), Pde = Of(confidence.Pde) };
    }

    private static void AssertNear(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, tolerance);
    }
}
