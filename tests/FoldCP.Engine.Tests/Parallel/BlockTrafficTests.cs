using FoldCP.Contract.Planning;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
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
        var mean = Received(new(rows, cols)) / ((double)Tokens * Tokens * Channels);

        TestContext.Current.TestOutputHelper!.WriteLine($"{rows} x {cols}: {mean:F3} of {goal}");
        Assert.InRange(mean, 0.5 * goal, goal);
    }

    /// <summary>Where a rank attends along some rows at a time, biases go round once for each slice, and edges no more often than before.</summary>
    [Theory]
    [InlineData(4, 1, 1 << 11)]
    [InlineData(2, 3, 1 << 10)]
    [InlineData(3, 3, 1 << 9)]
    public void Slices_of_an_attention_cost_their_biases_alone(int rows, int cols, int work)
    {
        var shape = new MeshShape(rows, cols);
        var planned = PlannedTraffic.Block(shape, Tokens, Channels, work) - PlannedTraffic.Block(shape, Tokens, Channels);
        var usual = Received(shape);
        using var slices = Chunks.OfSize(work);

        var more = Received(shape) - usual;

        Assert.True(planned > 1000);
        Assert.Equal(planned, more, 1.0);
    }

    // Numbers, as a mean over the ranks.
    private static double Received(MeshShape shape)
    {
        using var layer = new PairformerNoSeqLayer(Channels, 32, 4, Mesh.Serial);
        var weights = layer.state_dict().ToDictionary(weight => weight.Key, weight => weight.Value.detach());
        var z = randn(1, Tokens, Tokens, Channels);
        return ThreadCommunicator.Run(shape.Ranks, world =>
        {
            using var noGrad = no_grad();
            var tally = new CountingCommunicator.Tally();
            var mesh = new Mesh(new CountingCommunicator(world, tally), shape.Rows, shape.Cols);
            using var part = new PairformerNoSeqLayer(Channels, 32, 4, mesh);
            part.load_state_dict(weights);
            part.eval();
            part.call(mesh.Scatter(z, 1, 2).clone(), mesh.Pairs(ones(1, Tokens)));
            return tally.Received + tally.Reduced;
        }).Average();
    }
}
