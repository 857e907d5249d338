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
}
