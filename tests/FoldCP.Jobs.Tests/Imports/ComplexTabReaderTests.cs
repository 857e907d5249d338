using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports;
using static FoldCP.Jobs.Tests.Imports.ComplexTab;

namespace FoldCP.Jobs.Tests.Imports;

public sealed class ComplexTabReaderTests
{
    [Fact]
    public void Copies_are_read_and_nought_means_that_one_is_assumed()
    {
        var set = Staged.Complexes($"{Header18}\n{Row("CPX-1", "P69905(2)|P68871(0)")}\n");

        var complex = Assert.Single(set.Complexes);
        Assert.Equal(("CPX-1", "complex CPX-1", "Human", 2), (complex.ExternalId, complex.Name, complex.Organism, complex.Line));
        Assert.Equal(["P69905 2 File", "P68871 1 Assumed"], Members(complex));
        Assert.Equal(["Copies unknown, one assumed: P68871."], complex.Warnings);
        Assert.Equal("ComplexTAB", set.Reading.Format);
    }

    [Theory]
    [InlineData("CHEBI:58937(1)", SubunitKind.SmallMolecule)]
    [InlineData("URS00004A7003_9606(1)", SubunitKind.NucleicAcid)]
    [InlineData("CPX-9(1)", SubunitKind.Complex)]
    [InlineData("EBI-123(1)", SubunitKind.Unknown)]
    [InlineData("P10600-PRO_0000033797(1)", SubunitKind.Protein)]
    [InlineData("Q07817-1(1)", SubunitKind.Protein)]
    public void A_member_is_what_its_prefix_says(string member, SubunitKind kind)
    {
        var set = Staged.Complexes($"{Header18}\n{Row("CPX-1", $"P69905(1)|{member}")}\n");

        Assert.Equal(kind, set.Complexes[0].Members[1].Kind);
    }

    [Fact]
    public void Small_molecules_are_named_as_left_out()
    {
        var set = Staged.Complexes($"{Header18}\n{Row("CPX-1", "P69905(1)|CHEBI:58937(1)|CHEBI:58937(2)|CHEBI:18420(0)")}\n");

        Assert.Equal(["Small molecules are left out of the fold: CHEBI:58937, CHEBI:18420."], set.Complexes[0].Warnings);
    }

    [Fact]
    public void Members_that_are_listed_again_add_up()
    {
        var set = Staged.Complexes($"{Header18}\n{Row("CPX-2158", "P68871(1)|P69905(1)|P69905(1)|P68871(1)")}\n{Row("CPX-3", "P31350(0)|P31350(0)")}\n");

        Assert.Equal(["P68871 2 File", "P69905 2 File"], Members(set.Complexes[0]));
        Assert.Equal(["P31350 2 Assumed"], Members(set.Complexes[1]));
    }

    [Fact]
    public void Of_a_set_of_alternatives_the_first_is_taken_and_said()
    {
        var set = Staged.Complexes($"{Header19}\n{Row("CPX-1", "[P1,P2](0)|P3(1)")}\t-\n");

        Assert.Equal(["P1 1 Assumed", "P3 1 File"], Members(set.Complexes[0]));
        Assert.Contains("P1 was taken where any of P1, P2 can stand.", set.Complexes[0].Warnings);
    }

    [Fact]
    public void A_nested_complex_has_the_members_of_the_expanded_list()
    {
        var set = Staged.Complexes($"{Header19}\n{Row("CPX-1", "CPX-7(2)|P3(1)")}\tP1(2)|P2(2)|P3(1)\n");

        Assert.Equal(["P1 2 File", "P2 2 File", "P3 1 File"], Members(set.Complexes[0]));
    }

    [Fact]
    public void A_nested_complex_has_the_members_that_the_file_gives_it()
    {
        var set = Staged.Complexes($"{Header18}\n{Row("CPX-1", "CPX-2(2)|P3(1)")}\n{Row("CPX-2", "P1(1)|P2(0)|P3(3)")}\n{Row("CPX-4", "CPX-5(1)")}\n");

        Assert.Equal(["P1 2 File", "P2 2 Assumed", "P3 7 File"], Members(set.Complexes[0]));
        Assert.Contains("Nested complexes were replaced by their members: CPX-2.", set.Complexes[0].Warnings);
        Assert.Equal(["CPX-5 1 File"], Members(set.Complexes[2]));
    }

    [Theory]
    [InlineData("P69905(two)")]
    [InlineData("P69905(1")]
    [InlineData("[](1)")]
    [InlineData("P69905(99999999999)")]
    public void A_member_that_cannot_be_understood_rejects_its_row(string member)
    {
        var set = Staged.Complexes($"{Header18}\n{Row("CPX-1", $"P1(1)|{member}")}\n{Row("CPX-2", "P1(1)")}\n");

        var note = Assert.Single(set.Reading.Notes);
        Assert.Equal((2, NoteSeverity.Rejected, "CPX-1", member), (note.Line, note.Severity, note.Item, note.Value));
        Assert.Equal(new RowAccount(2, 1, 0, 1, 0), set.Reading.Account);
    }
}
