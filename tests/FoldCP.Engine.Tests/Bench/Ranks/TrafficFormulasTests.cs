using FoldCP.Contract.Planning;
using FoldCP.Engine.Bench.Ranks;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Tests.Bench.Ranks;

public sealed class TrafficFormulasTests
{
    // As the reference document's table has it.
    [Theory]
    [InlineData("2x1", 1.81)]
    [InlineData("3x1", 2.06)]
    [InlineData("2x2", 2.03)]
    [InlineData("2x3", 1.86)]
    [InlineData("2x4", 1.77)]
    [InlineData("3x3", 1.58)]
    [InlineData("4x4", 1.27)]
    [InlineData("8x8", 0.70)]
    public void A_block_is_as_it_was_derived(string mesh, double units) => Assert.Equal(units, TrafficFormulas.Block(MeshShape.Parse(mesh)), 0.01);

    // In GB for each step with 24 layers: 4 numbers of bytes.
    [Theory]
    [InlineData(4096, 4, 0.46)]
    [InlineData(8192, 16, 0.54)]
    public void A_step_of_token_attention_is_as_it_was_derived(int tokens, int ranks, double gigabytes) =>
        Assert.Equal(gigabytes, 24 * 4 * TrafficFormulas.TokenLayer(MeshShape.Of(ranks), tokens) / 1e9, 0.01);

    [Theory]
    [InlineData("2x1")]
    [InlineData("3x1")]
    [InlineData("2x3")]
    [InlineData("4x4")]
    public void A_plan_counts_no_more_than_was_derived(string mesh)
    {
        var shape = MeshShape.Parse(mesh);

        Assert.InRange(PlannedTraffic.TokenLayer(shape, 1000, 768), 0.8 * TrafficFormulas.TokenLayer(shape, 1000), TrafficFormulas.TokenLayer(shape, 1000));
        Assert.InRange(PlannedTraffic.Block(shape, 1000, 128) / 128e6, 0.7 * TrafficFormulas.Block(shape), TrafficFormulas.Block(shape));
    }
}
