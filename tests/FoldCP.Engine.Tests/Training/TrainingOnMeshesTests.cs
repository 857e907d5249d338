using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tests.Model.Golden;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Training;

/// <summary>A step of training is the same on every mesh.</summary>
[Collection(SeededTests.Name)]
public sealed class TrainingOnMeshesTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void Ranks_share_out_the_gradients_that_one_alone_finds(int rows, int cols)
    {
        using var scope = NewDisposeScope();
        using var recording = GoldenCase.Open("train_boltz2_full_modified");

        var alone = Gradients(recording, Mesh.Serial);
        var shares = ThreadCommunicator.Run(rows * cols, world => Gradients(recording, new Mesh(world, rows, cols)));

        Assert.True(alone.OfWeights.Count > 400);
        Assert.All(shares, share => Assert.Equal(alone.Loss, share.Loss, 1e-4));
        foreach (var (name, gradient) in alone.OfWeights)
        {
            var sum = shares.Select(share => share.OfWeights[name]).Aggregate((sum, next) => sum + next);
            var size = Math.Max(1e-3, gradient.abs().max().item<float>());
            Assert.True((sum - gradient).abs().max().item<float>() < 1e-3 * size, $"{name} is off");
        }
    }

    private static (float Loss, Dictionary<string, Tensor> OfWeights) Gradients(GoldenCase recording, Mesh mesh)
    {
        using var learns = enable_grad();
        var network = GoldenTraining.Network(recording, mesh);
        var loss = GoldenTraining.Step(recording, network).Losses.Total;
        (loss / mesh.World.Size).backward();
        var gradients = network.named_parameters()
            .Where(weight => weight.parameter.grad is { IsInvalid: false })
            .ToDictionary(weight => weight.name, weight => weight.parameter.grad!.DetachFromDisposeScope());
        return (loss.item<float>(), gradients);
    }
}
