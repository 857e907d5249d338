using FoldCP.Engine.Alignments;

namespace FoldCP.Engine.Tests.Alignments;

public sealed class SequencePairTests
{
    [Fact]
    public void The_same_sequence_scores_its_letters() => Assert.Equal(5 + 5 + 5, SequencePair.GlobalScore("MKT", "MKT"));

    /// <summary>A gap costs 12 for its first residue and 1 for each further one, at the ends too.</summary>
    [Theory]
    [InlineData("MKT", "MT", 10 - 12)]
    [InlineData("WWWKK", "WWW", 33 - 13)]
    [InlineData("WWWKKWWW", "WWWWWW", 66 - 13)]
    [InlineData("M", "MKT", 5 - 13)]
    [InlineData("MKT", "M", 5 - 13)]
    public void Gaps_are_paid_for(string first, string second, int score)
    {
        Assert.Equal(score, SequencePair.GlobalScore(first, second));
        Assert.Equal(score, SequencePair.GlobalScore(second, first));
    }

    [Fact]
    public void The_best_overlap_has_no_gaps_and_no_ends_that_cost()
    {
        var overlap = Assert.Single(SequencePair.BestOverlaps("GGGWYWKP", "AWYWEEE"));

        Assert.Equal(new Overlap(3, 1, 4), overlap);
    }

    [Fact]
    public void Overlaps_that_score_alike_are_all_told() =>
        Assert.Equal([new Overlap(0, 0, 2), new Overlap(3, 0, 2)], SequencePair.BestOverlaps("WWPWW", "WW").OrderBy(overlap => overlap.First));

    [Fact]
    public void Sequences_without_likeness_do_not_overlap() => Assert.Empty(SequencePair.BestOverlaps("WWW", "GGG"));
}
