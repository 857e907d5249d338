using FoldCP.Engine.Alignments;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Alignments;

public sealed class AlignmentTextTests
{
    [Fact]
    public void Paired_rows_have_their_species_and_come_before_the_others()
    {
        var species = new SpeciesNumbers();

        var first = AlignmentText.Read(new(">q\nMK\n>u\nMA\n", ">q\nMK\n>sp|P69905|HBA_HUMAN/2-142 words\nMC\n>tr|A0A024R1X5|X_MOUSE\nMD\n>other\nME\n"), "first", species);
        var second = AlignmentText.Read(new("", ">q\nGG\n>sp|Q12345|X_MOUSE\nGA\n"), "second", species);

        Assert.Equal([null, 0, 1, null, null], first.Rows.Select(row => row.Taxonomy));
        Assert.Equal([13, 6, 5, 8, 2], first.Rows.Select(row => (int)row.Tokens[1]));
        Assert.Equal([null, 1], second.Rows.Select(row => row.Taxonomy));
    }

    [Fact]
    public void Rows_that_are_alike_are_kept_as_their_places_count()
    {
        var alignment = AlignmentText.Read(new(">q\nMK\n>gap\n--\n>gap\n--\n>same\nMK\n", ""), "x", new());

        Assert.Equal(4, alignment.Rows.Count);
        Assert.Equal([1, 1], alignment.Rows[2].Tokens);
    }

    [Theory]
    [InlineData(">q\nMK\n>b\nM\n", "x, line 4: this row has 1 aligned letters, and the first row 2.")]
    [InlineData("", "x has no sequences.")]
    public void What_does_not_fit_is_refused(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FoldException>(() => AlignmentText.Read(new(text, ""), "x", new())).Message);
}
