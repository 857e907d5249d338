using FoldCP.Contract;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>What ranks say to one another about a fold.</summary>
public sealed class FoldRanksTests
{
    private static readonly RankFact[] s_facts = [new("mesh", "3x1"), new("SHA-256 of the weights", "abc")];

    [Fact]
    public void All_hear_what_each_says()
    {
        string[] words = ["", "zwei ≠ 2", new('x', 100_000)];

        var heard = Ranks(ranks => (All: ranks.HearAll(words[ranks.Rank]), First: ranks.HearFirst($"{ranks.Rank}")));

        Assert.All(heard, one => Assert.Equal(words, one.All));
        Assert.All(heard, one => Assert.Equal("0", one.First));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(2, true)]
    public void What_one_wants_is_known_to_all(int who, bool isWanted) => Assert.All(Ranks(ranks => ranks.AnyWants(ranks.Rank == who)), wanted => Assert.Equal(isWanted, wanted));

    [Fact]
    public void Where_some_cannot_all_leave_with_the_words_of_the_first()
    {
        var failures = Ranks(ranks => Assert.Throws<AgreedFailure>(() => ranks.EachAlone(
            () => ranks.Rank == 0 ? "can" : throw new InvalidOperationException($"{ranks.Rank} cannot."),
            failure => Failed(ranks.Rank, failure))).Failed);

        Assert.All(failures, failed => Assert.Equal(Failed(1, new InvalidOperationException("1 cannot.")), failed));
    }

    [Fact]
    public void Where_all_can_each_has_what_it_made() => Assert.Equal([0, 10, 20], Ranks(ranks => ranks.EachAlone(() => ranks.Rank * 10, failure => Failed(ranks.Rank, failure))));

    [Fact]
    public void Ranks_that_have_the_same_do_not_differ() => Assert.Null(RankFacts.Difference([s_facts, Read(s_facts), Read(s_facts)]));

    [Theory]
    [InlineData(0, "3x2", "Rank 2 differs from rank 0 in the mesh: 3x2 instead of 3x1.")]
    [InlineData(1, "abd", "Rank 2 differs from rank 0 in the SHA-256 of the weights: abd instead of abc.")]
    public void A_rank_that_has_something_else_is_named(int which, string value, string sentence)
    {
        RankFact[] other = [.. s_facts];
        other[which] = other[which] with { Value = value };

        var difference = RankFacts.Difference([s_facts, s_facts, Read(other)])!.Value;

        Assert.Equal(2, difference.Rank);
        Assert.StartsWith(sentence, difference.Sentence);
    }

    private static T[] Ranks<T>(Func<FoldRanks, T> work) => ThreadCommunicator.Run(3, world => work(new(world, new(3, 1), _ => { })));

    private static FoldFailed Failed(int rank, Exception failure)
        => new() { FailedAt = DateTimeOffset.UnixEpoch, Stage = FoldStage.Features, Rank = rank, Kind = FailureKind.Internal, Cause = failure.Message };

    private static IReadOnlyList<RankFact> Read(IReadOnlyList<RankFact> facts) => RankFacts.Read(RankFacts.Words(facts));
}
