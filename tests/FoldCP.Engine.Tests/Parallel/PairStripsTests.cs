using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using static FoldCP.Engine.Tests.Parallel.MeshTest;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

[Collection(SeededTests.Name)]
public sealed class PairStripsTests
{
    private const int Channels = 3;

    // One row at a time, some, and all that a rank has.
    public static TheoryData<int, int, long> Meshes => MeshTest.Meshes.InSlices(1, 2 * Batch * Tokens * Channels, long.MaxValue);

    [Theory]
    [MemberData(nameof(Meshes))]
    public void First_rank_takes_all_rows_in_order(int rows, int cols, long slice)
    {
        var z = Random(Batch, Tokens, Tokens, Channels);
        using var slices = Chunks.OfSize(slice);

        var taken = ThreadCommunicator.Run(rows * cols, world =>
        {
            var (mesh, strips, next) = (new Mesh(world, rows, cols), new List<Tensor>(), 0L);
            PairStrips.ToFirst(mesh, mesh.Scatter(z, 1, 2), Tokens, (strip, where) =>
            {
                Assert.Equal((next, strip.shape[1]), (where.Start, where.Length));
                next = where.End;
                strips.Add(strip.clone().DetachFromDisposeScope());
            });
            return strips;
        });

        AssertClose(z, cat([.. taken[0]], dim: 1));
        Assert.All(taken[1..], Assert.Empty);
    }

    [Theory]
    [MemberData(nameof(Meshes))]
    public void Strips_of_the_first_rank_become_blocks(int rows, int cols, long slice)
    {
        var z = Random(Batch, Tokens, Tokens, Channels);
        using var slices = Chunks.OfSize(slice);

        var results = ThreadCommunicator.Run(rows * cols, world =>
        {
            var mesh = new Mesh(world, rows, cols);
            var expected = mesh.Scatter(z, 1, 2);
            var block = zeros_like(expected);
            PairStrips.FromFirst(mesh, block, Tokens, strip => world.Rank == 0 ? z.narrow(1, strip.Start, strip.Length) : throw new InvalidOperationException());
            return (expected, block);
        });

        Assert.All(results, result => AssertClose(result.expected, result.block));
    }
}
