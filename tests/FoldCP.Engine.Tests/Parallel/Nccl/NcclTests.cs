using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Nccl;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Nccl;

/// <summary>What is said to NCCL, over a library that stands for it: the same as every transport, and that nobody waits for ever.</summary>
[Collection(SeededTests.Name)]
public sealed class NcclTests
{
    private const int RemoteError = 6;

    private static readonly int[] s_sizes = [2, 3, 4, 6];

    public static TheoryData<string, int> Checks => [.. RankChecks.Names.SelectMany(check => s_sizes.Select(ranks => (check.Data, ranks)))];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Ranks_do_what_ranks_must(string check, int ranks)
    {
        var failures = NcclRanks.Run(ranks, NcclStub.Fresh(), world => RankChecks.All[check](world.Everyone));

        Assert.All(failures, Assert.Null);
    }

    [Fact]
    public void All_kinds_of_numbers_are_reduced_as_torch_does()
    {
        ScalarType[] types = [ScalarType.Int8, ScalarType.Byte, ScalarType.Int32, ScalarType.Int64, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64];
        static Tensor Of(int rank, ScalarType type) => (arange(9, ScalarType.Float64) + rank).to(type);

        var failures = NcclRanks.Run(3, NcclStub.Fresh(), world =>
        {
            foreach (var type in types)
            {
                Assert.True(world.Everyone.AllReduce(Of(world.Everyone.Rank, type), Reduction.Sum).eq((Of(1, ScalarType.Float64) * 3).to(type)).all().item<bool>(), $"{type}");
                Assert.True(world.Everyone.AllReduce(Of(world.Everyone.Rank, type), Reduction.Max).eq(Of(2, type)).all().item<bool>(), $"{type}");
            }
            Assert.Throws<NotSupportedException>(() => world.Everyone.AllReduce(ones(1, dtype: ScalarType.Bool), Reduction.Sum));
        });

        Assert.All(failures, Assert.Null);
    }

    /// <summary>Nobody would come to the end if the start of a message waited for its receiver.</summary>
    [Fact]
    public void A_message_is_under_way_while_its_sender_goes_on_and_forgets_it()
    {
        using var hasGoneOn = new ManualResetEventSlim();

        var failures = NcclRanks.Run(2, NcclStub.Fresh(), world =>
        {
            var like = zeros(0, ScalarType.Float64);
            if (world.Everyone.Rank == 0)
            {
                var sent = full([1000], 7.0, dtype: ScalarType.Float64);
                var transfer = world.Everyone.Exchange([(sent, 1)], [], like);
                sent.Dispose();
                using var another = full([1000], 8.0, dtype: ScalarType.Float64);
                hasGoneOn.Set();
                transfer.Wait();
                return;
            }
            Assert.True(hasGoneOn.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            Assert.True(world.Everyone.Exchange([], [([1000L], 0)], like).Wait()[0].eq(7).all().item<bool>());
        });

        Assert.All(failures, Assert.Null);
    }

    [Fact]
    public void Nothing_of_an_empty_tensor_is_sent_and_a_group_of_one_needs_nobody()
    {
        var failures = NcclRanks.Run(2, NcclStub.Fresh(), world =>
        {
            var (own, like) = (world.Everyone.Among(world.Everyone.Rank), zeros(0, 3));

            Assert.Equal((1, 0), (own.Size, own.Rank));
            Assert.Equal([0L, 3L], world.Everyone.Broadcast(like, [0, 3], 1, like).Wait().shape);
            Assert.Equal([0L, 3L], world.Everyone.AllReduce(like, Reduction.Max).shape);
        });

        Assert.All(failures, Assert.Null);
    }

    [Fact]
    public void Ranks_that_mean_different_messages_are_told_instead_of_waiting()
    {
        var failures = NcclRanks.Run(2, NcclStub.Fresh(), world => world.Everyone.AllReduce(ones(2 + world.Everyone.Rank), Reduction.Sum));

        Assert.All(failures, failure => Assert.Contains("invalid usage", Assert.IsType<NcclException>(failure).Message));
    }

    [Fact]
    public void An_error_that_one_rank_hears_of_ends_them_all()
    {
        var stub = NcclStub.Fresh();
        var started = TimeProvider.System.GetTimestamp();

        var failures = NcclRanks.Run(4, stub, world =>
        {
            world.Everyone.AllReduce(ones(1), Reduction.Sum);
            if (world.Everyone.Rank == 3)
                stub.Fail(rank: 2, RemoteError);
            WaitForNobody(world);
        });

        Assert.All(failures, failure => Assert.Contains("A message between the ranks failed: remote process exited", Assert.IsType<NcclException>(failure).Message));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    /// <summary>Where ranks share memory, NCCL does not notice.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rank_that_fails_fails_the_others_whether_or_not_the_library_notices(bool isDeaf)
    {
        var stub = NcclStub.Fresh();
        if (isDeaf)
            stub.BeDeaf();

        var failures = NcclRanks.Run(3, stub, world => RankChecks.All["Fails"](world.Everyone));

        Assert.IsType<InvalidDataException>(failures[2]);
        Assert.All(failures.Take(2), failure => Assert.IsType<NcclException>(failure));
    }

    // The ring is closed by nobody.
    private static void WaitForNobody(NcclWorld world)
    {
        var everyone = world.Everyone;
        everyone.Exchange([], [([1L], (everyone.Rank + 1) % everyone.Size)], zeros(0)).Wait();
    }
}
