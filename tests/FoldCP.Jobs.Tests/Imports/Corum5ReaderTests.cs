using FoldCP.Jobs.Imports;
using static FoldCP.Jobs.Tests.Imports.CorumTable;

namespace FoldCP.Jobs.Tests.Imports;

public sealed class Corum5ReaderTests
{
    [Fact]
    public void Copies_are_positional_and_an_empty_one_is_assumed()
    {
        var set = Staged.Complexes(Of5(Row5("29", "PA28gamma", "P61289", "7"), Row5("30", "Mixed", "P61289;P41182", "2;"), Row5("31", "Silent", "P1;P2", ";")));

        Assert.Equal("CORUM 5", set.Reading.Format);
        Assert.Equal(
            ["29: P61289 7 File", "30: P61289 2 File, P41182 1 Assumed", "31: P1 1 Assumed, P2 1 Assumed"],
            set.Complexes.Select(x => $"{x.ExternalId}: {string.Join(", ", x.Members.Select(m => $"{m.Accession} {m.Copies} {m.CopiesSource}"))}"));
        Assert.Equal(new RowAccount(3, 3, 0, 0, 0), set.Reading.Account);
    }

    [Theory]
    [InlineData("1;2", "2 copy numbers for 3 members (1;2): one copy of each is assumed.")]
    [InlineData("2;many;1", "\"many\" is no copy number: one copy is assumed.")]
    public void Copies_that_cannot_be_read_are_assumed_with_a_warning(string copies, string warning)
    {
        var set = Staged.Complexes(Of5(Row5("1", "Three", "P1;P2;P3", copies)));

        Assert.Equal([warning], set.Complexes[0].Warnings);
        Assert.Equal(1, set.Reading.Account.WithWarnings);
    }

    [Fact]
    public void A_record_goes_on_over_line_breaks_inside_a_comment()
    {
        string comment = "First line.\nSecond line, and\n\n12 more lines\n7";
        var set = Staged.Complexes(Of5(
            Row5("1", "Broken", "P1;P2", ";", ("comment_complex", comment)),
            Row5("2", "Broken again", "P3", "", ("comment_disease", "ends with a break\n")),
            Row5("3", "Whole", "P4", "")));

        Assert.Equal(["1 P1 P2", "2 P3", "3 P4"], set.Complexes.Select(x => $"{x.ExternalId} {string.Join(' ', x.Members.Select(m => m.Accession))}"));
        Assert.Equal([2, 7, 9], set.Complexes.Select(x => x.Line));
    }

    [Fact]
    public void A_record_that_is_cut_short_does_not_swallow_the_next()
    {
        string[] lines = Of5(Row5("1", "Whole", "P1", ""), Row5("2", "Whole", "P2", "")).TrimEnd('\n').Split('\n');
        var set = Staged.Complexes($"{lines[0]}\n9\tCut short\tHuman\n{lines[1]}\n{lines[2]}\n");

        Assert.Equal(["1", "2"], set.Complexes.Select(x => x.ExternalId));
        var note = Assert.Single(set.Reading.Notes, x => x.Severity == NoteSeverity.Rejected);
        Assert.Equal((2, "9", "The row has 3 cells, the header 28."), (note.Line, note.Item, note.Reason));
    }

    [Fact]
    public void More_chains_than_any_complex_has_are_a_fault_of_the_row()
    {
        var set = Staged.Complexes(Of5(Row5("1", "Too much", "P1;P2", "9999;2"), Row5("2", "Whole", "P2", "")));

        var note = Assert.Single(set.Reading.Notes, x => x.Severity == NoteSeverity.Rejected);
        Assert.Equal(("1", "10001 chains", "The copies add up to more than 10,000 chains."), (note.Item, note.Value, note.Reason));
    }
}
