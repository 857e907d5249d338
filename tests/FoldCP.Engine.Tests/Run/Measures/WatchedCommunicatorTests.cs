using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Run.Measures;

public sealed class WatchedCommunicatorTests
{
    private const int Ranks = 4;

    [Fact]
    public void Bytes_are_counted_where_they_leave_and_where_they_arrive()
    {
        var tallies = ThreadCommunicator.Run(Ranks, world =>
        {
            var tally = new Tally();
            var watched = new WatchedCommunicator(world, tally);
            // The first hands 6 floats to each; each hands 3 to the next and 5 to itself.
            watched.Broadcast(world.Rank == 0 ? ones(2, 3) : null, [2, 3], from: 0, ones(1)).Wait();
            watched.Exchange([(ones(3), (world.Rank + 1) % Ranks), (ones(5), world.Rank)], [([3], (world.Rank + Ranks - 1) % Ranks), ([5], world.Rank)], ones(1)).Wait();
            return tally;
        });

        Assert.Equal([(3 * 24) + 12, 12, 12, 12], tallies.Select(tally => tally.Sent));
        Assert.Equal([12, 24 + 12, 24 + 12, 24 + 12], tallies.Select(tally => tally.Received));
    }

    [Fact]
    public void A_reduction_counts_as_it_goes_round_a_ring_also_in_a_part_of_the_ranks()
    {
        var tallies = ThreadCommunicator.Run(Ranks, world =>
        {
            var tally = new Tally();
            var watched = new WatchedCommunicator(world, tally);
            watched.AllReduce(ones(8, ScalarType.Float64), Reduction.Sum);
            watched.Among(world.Rank / 2 * 2, (world.Rank / 2 * 2) + 1).AllReduce(ones(8), Reduction.Max);
            return tally;
        });

        Assert.All(tallies, tally => Assert.Equal(((2.0 * 3 / 4 * 64) + (2.0 * 1 / 2 * 32), tally.Received), (tally.Received, tally.Sent)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_arrives_is_the_same_whether_it_is_waited_for_at_once_or_later(bool isPrompt)
    {
        var sums = ThreadCommunicator.Run(Ranks, world =>
        {
            ICommunicator watched = new WatchedCommunicator(world, new());
            var carrier = isPrompt ? new PromptCommunicator(watched) : watched;
            var whole = carrier.Broadcast(world.Rank == 2 ? arange(4.0f) : null, [4], from: 2, ones(1));
            var piece = carrier.Exchange([(world.Rank * ones(3), (world.Rank + 1) % Ranks)], [([3], (world.Rank + Ranks - 1) % Ranks)], ones(1));
            return carrier.AllReduce(cat([whole.Wait(), piece.Wait()[0]]), Reduction.Sum).data<float>().ToArray();
        });

        Assert.All(sums, sum => Assert.Equal([0, 4, 8, 12, 6, 6, 6], sum));
    }
}
