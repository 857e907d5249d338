using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Tests.Mmcif;

public sealed class CifTextTests
{
    [Theory]
    [InlineData("ALA")]
    [InlineData("20S proteasome")]
    [InlineData("5'-nucleotidase")]
    [InlineData("O5'")]
    [InlineData("the \"core\" complex")]
    [InlineData("5'-end of the \"core\"")]
    [InlineData("' starts with a quote")]
    [InlineData("ends with a quote'")]
    [InlineData(";semicolon first")]
    [InlineData("alpha; beta; gamma")]
    [InlineData("_underscore")]
    [InlineData("#hash")]
    [InlineData("data_of_mine")]
    [InlineData("Loop_")]
    [InlineData("stop_")]
    [InlineData(".")]
    [InlineData("?")]
    [InlineData("[brackets]")]
    [InlineData("$frame")]
    [InlineData("α-synuclein – größte Fibrille 蛋白质 🧬")]
    [InlineData("a  b")]
    [InlineData("it's \"a\" ;\tno' b")]
    public void A_value_comes_back_as_it_was_written(string value)
    {
        string text = $"data_x\n_a.b {CifText.Quote(value)}\nloop_\n_c.d\n_c.e\n{CifText.Quote(value)} 1\n{CifText.Quote(value)} 2\n";

        var file = CifFile.Read(new StringReader(text), "test.cif");

        string expected = value.Replace('\t', ' ');
        Assert.Equal(expected, file.Table("_a").Find(0, "b"));
        Assert.Equal([expected, expected], [file.Table("_c").Find(0, "d"), file.Table("_c").Find(1, "d")]);
        Assert.Equal("2", file.Table("_c").Find(1, "e"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void What_is_absent_is_written_as_a_dot_and_read_as_nothing(string? value)
    {
        string text = $"data_x\n_a.b {CifText.Quote(value)}\n";

        var file = CifFile.Read(new StringReader(text), "test.cif");

        Assert.Null(file.Table("_a").Find(0, "b"));
    }

    [Fact]
    public void Line_breaks_in_a_name_become_blanks() =>
        Assert.Equal("'two lines'", CifText.Quote("two\nlines"));

    [Fact]
    public void A_long_sequence_is_folded_and_comes_back()
    {
        string sequence = string.Concat(Enumerable.Repeat("ACDEFGHIKLMNPQRSTVWY", 30));

        string text = $"data_x\nloop_\n_a.b\n_a.c\n1 {CifText.Folded(sequence)}\n2 {CifText.Folded("MK")}\n";

        var table = CifFile.Read(new StringReader(text), "test.cif").Table("_a");
        Assert.Equal(sequence, table.Find(0, "c")!.Replace("\n", ""));
        Assert.Equal("MK", table.Find(1, "c"));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    public static TheoryData<string> LongValues =>
    [
        Repeated("word and another ", 5000),
        Repeated("A,", 2001),
        Repeated("x", 1000),
        Repeated("x", 1001),
        Repeated("it's \"both\" quotes ", 2500),
        Repeated("🧬", 4001),
        Repeated("蛋白质", 3000),
        Repeated("a;;;", 3999),
        Repeated("x", 1000) + Repeated(";", 500) + "y",
        Repeated("\\", 2000),
        Repeated("x", 2000) + "\\",
        Repeated("x", 2000) + "\\  ",
        Repeated("x", 1500) + Repeated(" ", 1500),
        "\\" + Repeated(" ", 1500) + "x",
    ];

    [Theory]
    [MemberData(nameof(LongValues))]
    public void A_long_value_is_folded_and_comes_back(string value)
    {
        string quoted = CifText.Quote(value);
        string text = $"data_x\n_a.b {quoted}\nloop_\n_c.d\n_c.e\n{CifText.Row(["1", quoted])}\n{CifText.Row([quoted, "2"])}\n";

        var file = CifFile.Read(new StringReader(text), "test.cif");

        Assert.Equal(value, file.Table("_a").Find(0, "b"));
        Assert.Equal(["1", value, value, "2"], [file.Table("_c")[0, 0], file.Table("_c")[0, 1], file.Table("_c")[1, 0], file.Table("_c")[1, 1]]);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, CifText.LongestLine));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(3000)]
    public void No_line_of_a_long_value_begins_with_a_semicolon(int semicolons)
    {
        string value = Repeated(";", semicolons) + Repeated("x", 2000);

        var file = CifFile.Read(new StringReader($"data_x\n_a.b {CifText.Quote(value)}\n"), "test.cif");

        Assert.Equal(value, file.Table("_a").Find(0, "b")!.Replace(" ", ""));
    }

    [Fact]
    public void A_row_that_is_too_long_for_a_line_is_broken_between_its_values()
    {
        string[] cells = [.. Enumerable.Range(0, 9).Select(number => CifText.Quote(Repeated($"value {number} ", 990)))];

        string row = CifText.Row(cells);

        Assert.Equal(5, row.Split('\n').Length);
        Assert.All(row.Split('\n'), line => Assert.InRange(line.Length, 0, CifText.LongestLine));
        Assert.Equal(string.Join(' ', cells), row.Replace('\n', ' '));
    }

    [Fact]
    public void A_text_field_of_others_is_unfolded_only_where_it_says_that_it_is_folded()
    {
        const string Text = "data_x\n_a.folded\n;\\ \none \\\ntwo\\  \n, three\nfour\n;\n_a.plain\n;one \\\ntwo\n;\n";

        var table = CifFile.Read(new StringReader(Text), "test.cif").Table("_a");

        Assert.Equal("one two, three\nfour", table.Find(0, "folded"));
        Assert.Equal("one \\\ntwo", table.Find(0, "plain"));
    }

    private static string Repeated(string text, int length) => string.Concat(Enumerable.Repeat(text, (length / text.Length) + 1))[..length];
}
