using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports;
using static FoldCP.Jobs.Tests.Imports.CorumTable;

namespace FoldCP.Jobs.Tests.Imports;

public sealed class CorumReaderTests
{
    [Fact]
    public void Columns_go_by_name_whatever_their_order()
    {
        (string, string)[] names = [("subunits(Protein name)", "First protein;Second protein"), ("Complex comment", "A \"literal\" quote")];
        var row = Row("33", "A pair", "P41182;P56524", names);

        var (older, newer) = (Staged.Complexes(Of2018(row)), Staged.Complexes(Of30(row)));

        foreach (var set in new[] { older, newer })
        {
            var complex = Assert.Single(set.Complexes);
            Assert.Equal(("33", "A pair", "Human", 2), (complex.ExternalId, complex.Name, complex.Organism, complex.Line));
            Assert.Equal(["P41182 First protein", "P56524 Second protein"], complex.Members.Select(x => $"{x.Accession} {x.Name}"));
            Assert.Equal("CORUM 2018–4.1", set.Reading.Format);
        }
    }

    [Fact]
    public void One_copy_is_assumed_and_said_once_for_the_file()
    {
        var set = Staged.Complexes(Of2018(Row("1", "A pair", "P41182;P56524"), Row("2", "Another", "P41182;P56524")));

        Assert.All(set.Complexes.SelectMany(x => x.Members), x => Assert.Equal((1, CopiesSource.Assumed), (x.Copies, x.CopiesSource)));
        var note = Assert.Single(set.Reading.Notes);
        Assert.Equal(0, note.Line);
        Assert.Contains("one copy of each member is assumed", note.Reason);
        Assert.Equal(new RowAccount(2, 2, 0, 0, 0), set.Reading.Account);
    }

    [Fact]
    public void A_member_that_is_listed_twice_is_two_copies()
    {
        var set = Staged.Complexes(Of2018(Row("1", "A homodimer", "P41182;P41182;P56524")));

        var complex = Assert.Single(set.Complexes);
        Assert.Equal(["P41182 2", "P56524 1"], complex.Members.Select(x => $"{x.Accession} {x.Copies}"));
        Assert.Contains("Listed more than once, added up: P41182 × 2.", complex.Warnings);
    }

    [Fact]
    public void Names_are_left_out_where_their_list_does_not_match()
    {
        var row = Row("1", "A pair", "P41182;P56524", ("subunits(Protein name)", "One; with a semicolon;Two"), ("subunits(Gene name)", "BCL6;HDAC4"));

        var genes = Staged.Complexes(Of2018(row));
        var neither = Staged.Complexes(Of2018(row.Where(x => x.Item1 != "subunits(Gene name)")));

        Assert.Equal(["BCL6", "HDAC4"], genes.Complexes[0].Members.Select(x => x.Name));
        Assert.All(neither.Complexes[0].Members, x => Assert.Null(x.Name));
    }

    [Theory]
    [InlineData("None")]
    [InlineData("")]
    [InlineData("None;None")]
    public void A_complex_without_members_is_rejected_with_its_line(string accessions)
    {
        var set = Staged.Complexes(Of2018(Row("1", "A pair", "P41182;P56524"), Row("6060", "Nobody", accessions)));

        Assert.Single(set.Complexes);
        var note = Assert.Single(set.Reading.Notes, x => x.Severity == NoteSeverity.Rejected);
        Assert.Equal((3, "6060", "The complex names no member."), (note.Line, note.Item, note.Reason));
        Assert.Equal(new RowAccount(2, 1, 0, 1, 0), set.Reading.Account);
    }

    [Fact]
    public void A_member_that_the_file_does_not_identify_is_kept_as_unknown()
    {
        var set = Staged.Complexes(Of2018(Row("1", "Half known", "P41182;None")));

        Assert.Equal([SubunitKind.Protein, SubunitKind.Unknown], set.Complexes[0].Members.Select(x => x.Kind));
    }

    [Fact]
    public void A_row_with_missing_cells_is_rejected_and_the_others_stay()
    {
        string table = Of2018(Row("1", "A pair", "P41182;P56524")) + "2\tCut off\tHuman\n" + string.Join('\n', Of2018(Row("3", "Last", "P41182")).Split('\n').Skip(1));

        var set = Staged.Complexes(table);

        Assert.Equal(["1", "3"], set.Complexes.Select(x => x.ExternalId));
        var note = Assert.Single(set.Reading.Notes, x => x.Severity == NoteSeverity.Rejected);
        Assert.Equal((3, "2", "The row has 3 cells, the header 20."), (note.Line, note.Item, note.Reason));
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_do_not_matter()
    {
        var set = Staged.Complexes("\uFEFF" + Of2018(Row("1", "A pair", "P41182;P56524", ("Disease comment", "last cell"))).Replace("\n", "\r\n"));

        Assert.Equal(["P41182", "P56524"], Assert.Single(set.Complexes).Members.Select(x => x.Accession));
    }

    [Fact]
    public void Isoforms_and_odd_spellings_are_kept_as_written()
    {
        var set = Staged.Complexes(Of2018(Row("1", "Odd", "P21964-2;P00734-PRO_0000028163;Q9Jm54;Q9NZL9-")));

        Assert.Equal(["P21964-2", "P00734-PRO_0000028163", "Q9Jm54", "Q9NZL9-"], set.Complexes[0].Members.Select(x => x.Accession));
    }

    [Fact]
    public void A_member_without_a_name_has_none()
    {
        var set = Staged.Complexes(Of2018(Row("1", "Named by nobody", "P1"), Row("2", "Half named", "P1;P2", ("subunits(Protein name)", "One;None"))));

        Assert.Equal([null, "One", null], set.Complexes.SelectMany(x => x.Members).Select(x => x.Name));
    }
}
