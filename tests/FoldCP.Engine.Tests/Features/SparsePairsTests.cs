using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tests.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Features;

[Collection(SeededTests.Name)]
public sealed class SparsePairsTests
{
    public static TheoryData<int, int> Meshes => MeshTest.Meshes;

    [Theory]
    [MemberData(nameof(Meshes))]
    public void Every_rank_has_its_block_of_the_matrix(int rows, int columns)
    {
        var dense = randint(0, 3, new long[] { MeshTest.Batch, MeshTest.Tokens, MeshTest.Tokens }, dtype: ScalarType.Int64);
        var sparse = SparsePairs.Of(dense);

        var blocks = ThreadCommunicator.Run(rows * columns, world =>
        {
            var mesh = new Mesh(world, rows, columns);
            return (sparse.On(mesh), mesh.Scatter(dense, 1, 2));
        });

        Assert.All(blocks, block => Assert.True(block.Item1.equal(block.Item2).all().item<bool>()));
    }

    [Fact]
    public void What_is_no_exception_has_the_common_value()
    {
        using var sparse = SparsePairs.Of([(0, 2), (1, 1)], tensor(new float[] { 5, 7 }), tokens: 3, otherwise: 2);

        Assert.Equal([2f, 2, 5, 2, 7, 2, 2, 2, 2], sparse.On(Mesh.Serial).data<float>().ToArray());
    }

    [Fact]
    public void A_matrix_without_exceptions_is_the_common_value_everywhere()
    {
        using var sparse = SparsePairs.Of(zeros(1, 2, 2));

        Assert.Equal([0f, 0, 0, 0], sparse.On(Mesh.Serial).data<float>().ToArray());
    }
}
