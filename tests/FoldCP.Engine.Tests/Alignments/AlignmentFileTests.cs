using System.IO.Compression;
using FoldCP.Engine.Alignments;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Alignments;

public sealed class AlignmentFileTests
{
    [Fact]
    public void Lower_case_letters_count_as_deletions_before_the_next_residue()
    {
        var alignment = Read("a.a3m", ">query\nMKT\n>hit some words\nMgaK-\n");

        Assert.Equal(2, alignment.Rows.Count);
        Assert.Equal([14, 13, 18], alignment.Rows[0].Tokens);
        Assert.Equal([14, 13, 1], alignment.Rows[1].Tokens);
        Assert.Equal([(1, 2)], alignment.Rows[1].Deletions);
        Assert.Null(alignment.Rows[1].Taxonomy);
    }

    [Fact]
    public void Sequences_that_differ_in_gaps_and_case_only_count_once()
    {
        var alignment = Read("a.a3m", "#3\t1\n>q\nMKT\n>b\nMK-\n>c\nM-K\n>d\nm-MK\n>e\nmM-K\n");

        Assert.Equal(3, alignment.Rows.Count);
        Assert.Equal([14, 13, 1], alignment.Rows[1].Tokens);
        Assert.Equal([1, 14, 13], alignment.Rows[2].Tokens);
    }

    [Fact]
    public void A_sequence_may_go_over_several_lines() => Assert.Equal([14, 13, 18], Read("a.a3m", ">q\nMK\nT\n").Rows[0].Tokens);

    [Fact]
    public void As_many_rows_are_read_as_were_asked_for()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.a3m"), ">q\nMKT\n>b\nMKS\n>c\nMKV\n");

        Assert.Equal(2, AlignmentFile.Read(folder.File("a.a3m"), mostRows: 2).Rows.Count);
    }

    [Fact]
    public void A_packed_file_is_unpacked()
    {
        using var folder = new TemporaryFolder();
        using (var packed = new StreamWriter(new GZipStream(File.Create(folder.File("a.a3m.gz")), CompressionMode.Compress)))
            packed.Write(">q\nMKT\n");

        Assert.Equal([14, 13, 18], AlignmentFile.Read(folder.File("a.a3m.gz")).Rows[0].Tokens);
    }

    [Theory]
    [InlineData("a.a3m.gz")]
    [InlineData("a.csv.gz")]
    public void A_packed_file_that_was_broken_off_is_refused_by_its_name(string name)
    {
        using var folder = new TemporaryFolder();
        using (var packed = new StreamWriter(new GZipStream(File.Create(folder.File(name)), CompressionMode.Compress)))
            packed.Write(">q\nMKT\n");
        File.WriteAllBytes(folder.File(name), File.ReadAllBytes(folder.File(name))[..^12]);

        var refused = Assert.Throws<FoldException>(() => AlignmentFile.Read(folder.File(name)));

        Assert.StartsWith($"{folder.File(name)} cannot be read: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_tells_species_and_minus_one_is_none()
    {
        var alignment = Read("a.csv", "key,sequence\n1,MKT\n-1,MKS\n,MKV\n12.0,MK-\n");

        Assert.Equal([1, null, null, 12], alignment.Rows.Select(row => row.Taxonomy));
    }

    [Theory]
    [InlineData("a.a3m", ">q\nMKT\n>b\nM*T\n", "a.a3m, line 4: '*' is no letter")]
    [InlineData("a.a3m", ">q\nMKT\n>b\nMK\n", "a.a3m, line 4: this row has 2 aligned letters, and the first row 3.")]
    [InlineData("a.a3m", "MKT\n", "a.a3m, line 1: a sequence stands before the first header.")]
    [InlineData("a.a3m", "", "a.a3m has no sequences.")]
    [InlineData("a.sto", "", "a.sto ends in '.sto'.")]
    [InlineData("a.csv", "id,sequence\n1,MKT\n", "a.csv, line 1: the columns must be key and sequence.")]
    [InlineData("a.csv", "key,sequence\n1,MKT\nhuman,MKS\n", "a.csv, line 3: the key is 'human'")]
    [InlineData("a.csv", "key,sequence\n1,\n", "a.csv, line 2: a key (or nothing) and a sequence must stand here")]
    public void What_is_no_alignment_is_refused_by_line(string name, string text, string sentence)
    {
        var refused = Assert.Throws<FoldException>(() => Read(name, text));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    private static Alignment Read(string name, string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(name), text);
        return AlignmentFile.Read(folder.File(name));
    }
}
