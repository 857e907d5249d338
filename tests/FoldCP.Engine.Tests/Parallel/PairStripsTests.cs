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

    // Over threads a message waits wherever its sender is long done with it: without receipts, all of them would be there at once.
    [Theory]
    [MemberData(nameof(Meshes))]
    public void First_rank_gives_the_next_strip_when_the_last_one_is_used(int rows, int cols, long slice)
    {
        var z = Random(Batch, Tokens, Tokens, Channels);
        using var slices = Chunks.OfSize(slice);
        var blocks = Enumerable.Range(0, rows * cols).Select(rank => zeros_like(PartOf(z, rank, rows, cols))).ToList();

        ThreadCommunicator.Run(rows * cols, world =>
        {
            PairStrips.FromFirst(new(world, rows, cols), blocks[world.Rank], Tokens, strip =>
            {
                using var scope = NewDisposeScope();
                foreach (var (block, rank) in blocks.Select((block, rank) => (block, rank)))
                {
                    var start = new Parts(Tokens, rows)[rank / cols].Start;
                    var before = Math.Clamp(strip.Start - start, 0, block.shape[1]);
                    if (before > 0)
                        AssertClose(PartOf(z, rank, rows, cols).narrow(1, 0, before), block.narrow(1, 0, before));
                }
                return z.narrow(1, strip.Start, strip.Length).alias().MoveToOuterDisposeScope();
            });
            return true;
        });
    }

    [Theory]
    [MemberData(nameof(Meshes))]
    public void First_rank_has_no_more_than_two_strips_beside_its_block(int rows, int cols, long slice)
    {
        var z = Random(Batch, Tokens, Tokens, Channels);
        using var slices = Chunks.OfSize(slice);

        var most = ThreadCommunicator.Run(rows * cols, world =>
        {
            using var scope = NewDisposeScope();
            var (mesh, most) = (new Mesh(world, rows, cols), 0.0);
            var block = mesh.Scatter(z, 1, 2);
            var before = Bytes();
            PairStrips.ToFirst(mesh, block, Tokens, (strip, _) => most = Math.Max(most, (Bytes() - before) / (double)NativeTensors.StorageBytes(strip)));
            return most;
        })[0];

        Assert.InRange(most, 1, 2);
    }

    private static long Bytes() => LiveTensors.OfThisThread().DistinctBy(NativeTensors.StorageAddress).Sum(NativeTensors.StorageBytes);

    private static Tensor PartOf(Tensor z, int rank, int rows, int cols)
    {
        var (down, across) = (new Parts(Tokens, rows)[rank / cols], new Parts(Tokens, cols)[rank % cols]);
        return z.narrow(1, down.Start, down.Length).narrow(2, across.Start, across.Length);
    }
}
