using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>
/// What a rank receives of pair-sized tensors in one block of the pairformer, forward, as a mean over the ranks and in units of all
/// pairs with 128 channels: no more than was set as the goal for each number of ranks.
/// </summary>
[Collection(SeededTests.Name)]
public sealed class BlockTrafficTests
{
    private const int Tokens = 48;
    private const int Channels = 128;

    [Theory]
    [InlineData(2, 1, 2.15)]
    [InlineData(3, 1, 2.15)]
    [InlineData(2, 2, 2.15)]
    [InlineData(4, 1, 2.15)]
    [InlineData(2, 3, 1.9)]
    [InlineData(2, 4, 1.9)]
    [InlineData(3, 3, 1.65)]
    [InlineData(4, 4, 1.35)]
    public void A_block_of_the_pairformer_receives_no_more_than_this(int rows, int cols, double goal)
    {
        using var layer = new PairformerNoSeqLayer(Channels, 32, 4, Mesh.Serial);
        var weights = layer.state_dict().ToDictionary(weight => weight.Key, weight => weight.Value.detach());
        var z = randn(1, Tokens, Tokens, Channels);

        var received = ThreadCommunicator.Run(rows * cols, world =>
        {
            using var noGrad = no_grad();
            var tally = new CountingCommunicator.Tally();
            var mesh = new Mesh(new CountingCommunicator(world, tally), rows, cols);
            using var part = new PairformerNoSeqLayer(Channels, 32, 4, mesh);
            part.load_state_dict(weights);
            part.eval();
            part.call(mesh.Scatter(z, 1, 2).clone(), mesh.Pairs(ones(1, Tokens)));
            return tally.Received;
        });

        var mean = received.Average() / ((double)Tokens * Tokens * Channels);
        TestContext.Current.TestOutputHelper!.WriteLine($"{rows} x {cols}: {mean:F3} of {goal}");
        Assert.InRange(mean, 0.5 * goal, goal);
    }
}
