using FoldCP.Engine.Parallel;
using static FoldCP.Engine.Tests.Parallel.MeshTest;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>What is cut over all ranks reaches whoever wants it, and what several have is summed where it belongs.</summary>
[Collection(SeededTests.Name)]
public sealed class SharesTests
{
    private const int Channels = 3;

    // Their rows, their columns, everything, their neighbours too, no more than they have, and what most do not want.
    private static readonly Func<Mesh, long, Stretches>[] s_wanted =
    [
        (mesh, length) => mesh.RowParts(length),
        (mesh, length) => mesh.ColParts(length),
        (_, length) => Stretches.Everywhere(length),
        (mesh, length) => mesh.Shares(length).WithNeighbours(2),
        (mesh, length) => mesh.Shares(length),
        (_, length) => new(length, rank => new(0, rank == 0 ? 2 : 0)),
    ];

    /// <summary>Each mesh with a dimension that is longer than it has ranks, and one that is shorter.</summary>
    public static TheoryData<int, int, long> Meshes => MeshTest.Meshes.InSlices(Tokens, 5);

    [Theory]
    [MemberData(nameof(Meshes))]
    public void Shares_are_all_of_it_and_lie_within_the_rows(int rows, int cols, long length)
    {
        foreach (var flipped in new[] { false, true })
        {
            var shares = ThreadCommunicator.Run(rows * cols, world =>
            {
                var mesh = flipped ? new Mesh(world, rows, cols).Flipped : new Mesh(world, rows, cols);
                var (own, row) = (mesh.Shares(length).Of(world.Rank), mesh.RowParts(length).Of(world.Rank));
                Assert.True(own.Start >= row.Start && own.End <= row.End);
                return own;
            });

            Assert.Equal(Enumerable.Range(0, (int)length).Select(position => (long)position), shares.OrderBy(share => share.Start).SelectMany(Positions));
        }
    }

    [Theory]
    [MemberData(nameof(Meshes))]
    public void Whoever_wants_a_stretch_gets_a_copy(int rows, int cols, long length)
    {
        var x = Random(Batch, length, Channels);

        ThreadCommunicator.Run(rows * cols, world =>
        {
            foreach (var mesh in new[] { new Mesh(world, rows, cols), new Mesh(world, rows, cols).Flipped })
            {
                foreach (var wanted in s_wanted)
                {
                    var stretch = wanted(mesh, length).Of(world.Rank);
                    AssertClose(x.narrow(1, stretch.Start, stretch.Length), mesh.Fetch(mesh.Share(x, 1), 1, mesh.Shares(length), wanted(mesh, length)));
                }
            }

            return 0;
        });
    }

    /// <summary>The products of what was fetched and of what is returned are the same: each is the other's adjoint.</summary>
    [Theory]
    [MemberData(nameof(Meshes))]
    public void Terms_are_summed_at_the_owners_which_is_how_gradients_go_back(int rows, int cols, long length)
    {
        var x = Random(Batch, length, Channels);
        foreach (var wanted in s_wanted)
        {
            var terms = Enumerable.Range(0, rows * cols).Select(_ => Random(Batch, length, Channels)).ToList();
            var expected = zeros(Batch, length, Channels, dtype: ScalarType.Float64);

            var results = ThreadCommunicator.Run(rows * cols, world =>
            {
                var mesh = new Mesh(world, rows, cols);
                var (shares, stretch) = (mesh.Shares(length), wanted(mesh, length).Of(world.Rank));
                var own = terms[world.Rank].narrow(1, stretch.Start, stretch.Length);
                var share = mesh.Share(x, 1).clone().requires_grad_();
                var back = own.clone().requires_grad_();
                (mesh.Fetch(share, 1, shares, wanted(mesh, length)) * own).flatten().sum(dim: 0).backward();
                var returned = mesh.Return(back, 1, wanted(mesh, length), shares);
                (returned * mesh.Share(x, 1)).flatten().sum(dim: 0).backward();
                return (Stretch: stretch, Returned: mesh.WholeFromShares(returned.detach(), 1, length), Back: back.grad!, Share: mesh.WholeFromShares(share.grad!, 1, length));
            });

            for (var rank = 0; rank < results.Length; rank++)
                expected.narrow(1, results[rank].Stretch.Start, results[rank].Stretch.Length).add_(terms[rank].narrow(1, results[rank].Stretch.Start, results[rank].Stretch.Length));
            Assert.All(results, result =>
            {
                AssertClose(expected, result.Returned);
                AssertClose(expected, result.Share);
                AssertClose(x.narrow(1, result.Stretch.Start, result.Stretch.Length), result.Back);
            });
        }
    }

    /// <summary>Weighed apart, so that it shows whose a term and its gradient are.</summary>
    [Theory]
    [MemberData(nameof(Meshes))]
    public void Owners_collect_the_terms_of_their_row_one_by_one(int rows, int cols, long length)
    {
        var terms = Enumerable.Range(0, rows * cols).Select(_ => Random(Batch, length, Channels)).ToList();
        var weights = Random(cols, Batch, length, Channels);

        ThreadCommunicator.Run(rows * cols, world =>
        {
            var mesh = new Mesh(world, rows, cols);
            var (had, shares) = (mesh.RowParts(length), mesh.Shares(length));
            var (row, share) = (had.Of(world.Rank), shares.Of(world.Rank));
            var own = terms[world.Rank].narrow(1, row.Start, row.Length).clone().requires_grad_();
            var collected = mesh.Collect(own, 1, had, shares);
            (collected * weights.narrow(0, 0, collected.shape[0]).narrow(2, share.Start, share.Length)).flatten().sum(dim: 0).backward();

            var ofRow = Enumerable.Range(0, cols).Select(col => terms[(mesh.Row * cols) + col].narrow(1, share.Start, share.Length)).ToArray();
            AssertClose(stack(ofRow).flatten(), collected.detach().flatten());
            AssertClose(weights[mesh.Col].narrow(1, row.Start, row.Length), own.grad!);
            return 0;
        });
    }

    /// <summary>Each rank starts two, and waits for them the other way round.</summary>
    [Theory]
    [MemberData(nameof(Meshes))]
    public void Several_may_be_under_way(int rows, int cols, long length)
    {
        var (x, y) = (Random(Batch, length, Channels), Random(Batch, length, Channels));

        ThreadCommunicator.Run(rows * cols, world =>
        {
            using var noGrad = no_grad();
            var mesh = new Mesh(world, rows, cols);
            var (shares, row, col) = (mesh.Shares(length), mesh.RowParts(length), mesh.ColParts(length));
            var (first, second) = (mesh.Fetching(mesh.Share(x, 1), 1, shares, col), mesh.Fetching(mesh.Share(y, 1), 1, shares, row));

            AssertClose(mesh.RowPart(y, 1), second.Wait());
            AssertClose(mesh.ColPart(x, 1), first.Wait());
            return 0;
        });
    }

    private static IEnumerable<long> Positions(Stretch stretch)
    {
        for (var position = stretch.Start; position < stretch.End; position++)
            yield return position;
    }
}
