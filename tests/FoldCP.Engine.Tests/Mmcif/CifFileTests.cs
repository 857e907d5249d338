using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Tests.Mmcif;

public sealed class CifFileTests
{
    [Fact]
    public void Items_loops_comments_and_text_fields_are_read()
    {
        const string text = """
            # a comment
            data_1ABC
            _entry.id 1ABC # another
            _struct.title
            ;Two lines
            of title
            ;
            loop_
            _atom.id _atom.name
            1 CA
            2 "O5'" 3
            .
            #
            _cell.a 1.5
            """;

        var file = Read(text);

        Assert.Equal("1ABC", file.Block);
        Assert.Equal("Two lines\nof title", file.Table("_struct").Find(0, "title"));
        Assert.Equal(3, file.Table("_atom").Rows);
        Assert.Equal("O5'", file.Table("_atom").Find(1, "name"));
        Assert.Null(file.Table("_atom").Find(2, "name"));
        Assert.Equal("1.5", file.Table("_cell").Find(0, "a"));
    }

    [Fact]
    public void Only_the_first_block_is_read()
    {
        var file = Read("data_a\n_x.y 1\ndata_b\n_x.z 2\n");

        Assert.Null(file.Table("_x").Find(0, "z"));
    }

    [Theory]
    [InlineData("", "line 1: this is no CIF file")]
    [InlineData("HEADER\n", "line 1: this is no CIF file")]
    [InlineData("data_a\n_x.y\n", "line 2: _x.y has no value")]
    [InlineData("data_a\n_x.y 1 2\n", "line 2: the value 2 stands alone")]
    [InlineData("data_a\nloop_\n_x.y\n_x.z\n1 2 3\n", "the last row of _x is not complete")]
    [InlineData("data_a\nloop_\n1 2\n", "line 3: a loop_ without columns")]
    [InlineData("data_a\n_x.y 'open\n", "line 2: a value begins with ' and does not end")]
    [InlineData("data_a\n_x.y\n;open\n", "line 3: a text field begins here and does not end")]
    [InlineData("data_a\n_xy 1\n", "line 2: _xy names no category")]
    public void A_fault_is_told_with_its_line(string text, string fault)
    {
        var told = Assert.Throws<InvalidDataException>(() => Read(text));

        Assert.Contains(fault, told.Message);
        Assert.StartsWith("test.cif", told.Message);
    }

    [Fact]
    public void A_missing_category_or_column_is_named()
    {
        var file = Read("data_a\n_x.y 1\n");

        Assert.Contains("_atom_site", Assert.Throws<InvalidDataException>(() => file.Table("_atom_site")).Message);
        Assert.Contains("_x has no column z", Assert.Throws<InvalidDataException>(() => file.Table("_x").Column("z")).Message);
    }

    private static CifFile Read(string text) => CifFile.Read(new StringReader(text), "test.cif");
}
