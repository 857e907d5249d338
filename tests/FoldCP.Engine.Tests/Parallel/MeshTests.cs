using FoldCP.Engine.Parallel;
using static FoldCP.Engine.Tests.Parallel.MeshTest;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

[Collection(SeededTests.Name)]
public sealed class MeshTests
{
    public static TheoryData<int, int> Meshes => MeshTest.Meshes;

    [Theory]
    [MemberData(nameof(Meshes))]
    public void MatMul_of_blocks_is_MatMul_of_the_whole(int rows, int cols)
    {
        var (a, b) = (Random(Batch, 10, 13), Random(Batch, 13, 17));

        var results = ThreadCommunicator.Run(rows * cols, world =>
        {
            var mesh = new Mesh(world, rows, cols);
            return Gather(mesh, mesh.MatMul(mesh.Scatter(a, 1, 2), mesh.Scatter(b, 1, 2), new(10, 13, 17)), [Batch, 10, 17]);
        });

        Assert.All(results, actual => AssertClose(a.matmul(b), actual));
    }

    [Theory]
    [InlineData(6, 1, 2, 3)]
    [InlineData(2, 3, 3, 2)]
    [InlineData(1, 8, 4, 2)]
    public void Matrix_moves_to_a_mesh_of_another_shape(int rows, int cols, int newRows, int newCols)
    {
        var x = Random(Batch, 10, 13);

        var results = ThreadCommunicator.Run(rows * cols, world =>
        {
            var (before, after) = (new Mesh(world, rows, cols), new Mesh(world, newRows, newCols));
            var block = Mesh.Redistribute(before.Scatter(x, 1, 2), new(before, 10, 13), new(after, 10, 13));
            return (Actual: block, Expected: after.Scatter(x, 1, 2));
        });

        Assert.All(results, result => AssertClose(result.Expected, result.Actual));
    }

    /// <summary>In units of one matrix: a product (R + C - 2) / P, a transpose at most 1 / P.</summary>
    [Theory]
    [InlineData(2, 2, 0.5, 0.25)]
    [InlineData(4, 1, 0.75, 0.1875)]
    [InlineData(1, 4, 0.75, 0.1875)]
    [InlineData(2, 4, 0.5, 0.125)]
    [InlineData(4, 4, 0.375, 0.0625)]
    public void Traffic_is_that_of_the_design(int rows, int cols, double product, double transpose)
    {
        var a = randn(96, 96);

        var received = ThreadCommunicator.Run(rows * cols, world =>
        {
            var tally = new CountingCommunicator.Tally();
            var mesh = new Mesh(new CountingCommunicator(world, tally), rows, cols);
            var block = mesh.Scatter(a, 0, 1);
            mesh.MatMul(block, block, of: 96);
            var byProduct = tally.Received + tally.Reduced;
            mesh.Transpose(block, 96, 96);
            return (Product: byProduct, Transpose: tally.Received + tally.Reduced - byProduct);
        });

        Assert.Equal(product, received.Max(r => r.Product) / (96.0 * 96.0));
        Assert.Equal(transpose, received.Max(r => r.Transpose) / (96.0 * 96.0));
    }

    [Theory]
    [MemberData(nameof(Meshes))]
    public void All_take_what_the_first_rank_has(int rows, int cols)
    {
        var taken = ThreadCommunicator.Run(rows * cols, world => new Mesh(world, rows, cols).OfFirst(full([2, 3], world.Rank + 7)).clone());

        Assert.All(taken, own => Assert.True(own.equal(full([2, 3], 7)).all().item<bool>()));
    }

    [Fact]
    public void Mesh_refuses_a_world_of_another_size()
    {
        var failure = Assert.Throws<AggregateException>(() => ThreadCommunicator.Run(3, world => new Mesh(world, 2, 2).Rows));
        Assert.Contains("A mesh of 2 x 2 takes 4 ranks, not 3.", failure.InnerExceptions[0].Message);
    }

    [Fact]
    public void A_rank_that_fails_does_not_hang_the_others()
    {
        var failure = Assert.Throws<AggregateException>(() => ThreadCommunicator.Run(4, world =>
            world.Rank == 2 ? throw new InvalidOperationException("out of memory") : world.AllReduce(ones(1), Reduction.Sum)));
        Assert.Contains(failure.InnerExceptions, inner => inner.Message == "out of memory");
    }

    [Fact]
    public void A_rank_that_falls_silent_does_not_hang_the_others()
    {
        var failure = Assert.Throws<AggregateException>(() => ThreadCommunicator.Run(
            3, world => world.Rank == 2 ? ones(1) : world.AllReduce(ones(1), Reduction.Sum), patience: TimeSpan.FromMilliseconds(100)));
        Assert.Contains(failure.InnerExceptions, inner => inner is TimeoutException && inner.Message.Contains("of rank 2, which never came"));
    }
}
