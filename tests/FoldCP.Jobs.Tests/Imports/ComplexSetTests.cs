using System.Text;
using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Imports.Text;
using static FoldCP.Jobs.Tests.Imports.CorumTable;

namespace FoldCP.Jobs.Tests.Imports;

public sealed class ComplexSetTests
{
    public static TheoryData<string, byte[], string> Faults() => new()
    {
        { "empty", [], "The file is empty." },
        { "blank", Encoding.UTF8.GetBytes("\n  \n\n"), "The file has nothing but blank lines." },
        { "binary", [1, 2, 0, 3, 4, 0], "This is not a text file: line 1 holds a zero byte." },
        { "picture", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "This is a picture." },
        { "workbook", [0x50, 0x4B, 3, 4, 0], "This is a ZIP archive or an Excel workbook; save the table as tab-separated text." },
        { "UTF-16", Encoding.Unicode.GetPreamble(), "This is UTF-16 text; save it as UTF-8." },
        { "Latin-1", Encoding.Latin1.GetBytes("ComplexID\tnaïve"), "This is not UTF-8 text: in or after line 1 it holds EF (hexadecimal), which is no character. Save the file as UTF-8 and upload it again." },
        { "JSON", Encoding.UTF8.GetBytes("{\"complexes\": []}"), "This looks like JSON, which is not read here. Line 1 begins \"{\"complexes\": []}\"." },
        { "commas", Encoding.UTF8.GetBytes("ComplexID,ComplexName"), "This looks like a table separated by commas; save it separated by tabulators." },
        { "unknown header", Encoding.UTF8.GetBytes("id\tname\tmembers\n1\ta\tb"), "This kind of file is not known. Line 1 begins \"id name members\"." },
        { "header only", Encoding.UTF8.GetBytes(Of2018()), "The file has a header line and no complex below it." },
        { "no name column", Encoding.UTF8.GetBytes("ComplexID\tsubunits(UniProt IDs)\n1\tP1"), "The column \"ComplexName\" is missing; the header has \"ComplexID\", \"subunits(UniProt IDs)\"." },
        { "sequences", Encoding.UTF8.GetBytes(">P1\nMK"), "This is a file of sequences (FASTA); a complex set is wanted here" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_of_the_file_imports_nothing_and_says_why(string what, byte[] content, string fault)
    {
        var set = Staged.Complexes(Staged.Bytes(what, content));

        Assert.StartsWith(fault, set.Reading.Fault);
        Assert.Empty(set.Complexes);
        Assert.Equal(new RowAccount(0, 0, 0, 0, 0), set.Reading.Account);
    }

    [Fact]
    public void A_fault_far_down_takes_everything_with_it()
    {
        byte[] good = Encoding.UTF8.GetBytes(Of2018([.. Enumerable.Range(1, 5_000).Select(i => Row($"{i}", "A pair", "P41182;P56524"))]));

        var set = Staged.Complexes(Staged.Bytes("damaged.tsv", [.. good, 0xFF, 0xFE]));

        Assert.StartsWith("This is not UTF-8 text", set.Reading.Fault);
        Assert.Empty(set.Complexes);
    }

    [Fact]
    public void The_second_complex_with_an_id_is_rejected_and_the_first_named()
    {
        var set = Staged.Complexes(Of2018(Row("7", "First", "P41182"), Row("8", "Other", "P41182"), Row("7", "Second", "P56524")));

        Assert.Equal(["First", "Other"], set.Complexes.Select(x => x.Name));
        var note = Assert.Single(set.Reading.Notes, x => x.Severity == NoteSeverity.Rejected);
        Assert.Equal((4, "7", "7"), (note.Line, note.Item, note.Value));
        Assert.StartsWith("Line 2 has a complex with this id already", note.Reason);
        Assert.Equal(new RowAccount(3, 2, 0, 1, 0), set.Reading.Account);
    }

    [Fact]
    public void A_gzip_file_reads_like_what_it_holds()
    {
        string table = Of2018(Row("7", "First", "P41182"));

        var set = Staged.Complexes(Staged.Bytes("set.tsv.gz", Staged.Gzip(table)));

        Assert.Equal(Staged.Complexes(table).Complexes[0].ExternalId, Assert.Single(set.Complexes).ExternalId);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(1_000)]
    [InlineData(-12)]
    [InlineData(-8)]
    [InlineData(-1)]
    public void A_gzip_file_that_is_cut_short_is_a_fault(int length)
    {
        byte[] packed = Staged.Gzip(Of2018([.. Enumerable.Range(1, 5_000).Select(i => Row($"{i}", "A pair", "P41182;P56524"))]));

        var set = Staged.Complexes(Staged.Bytes("set.tsv.gz", packed[..(length < 0 ? packed.Length + length : length)]));

        Assert.Equal("The gzip file is damaged or cut short; compress it again.", set.Reading.Fault);
    }

    [Fact]
    public void Gzip_files_that_were_put_together_read_as_one()
    {
        string table = Of2018(Row("7", "First", "P41182"), Row("8", "Second", "P41182"));

        var set = Staged.Complexes(Staged.Bytes("set.tsv.gz", [.. Staged.Gzip(table[..450]), .. Staged.Gzip(table[450..])]));

        Assert.Equal(["7", "8"], set.Complexes.Select(x => x.ExternalId));
    }

    [Fact]
    public void A_small_file_that_unpacks_to_too_much_is_a_fault()
    {
        byte[] packed = Staged.Gzip(new string('\n', 100_000));

        var set = ComplexSet.Of(Staged.Bytes("bomb.gz", packed), maxBytes: 50_000, TestContext.Current.CancellationToken);

        Assert.Equal("The file unpacks to more than 50,000 bytes, the most that is read here.", set.Reading.Fault);
    }

    [Fact]
    public void A_line_without_end_is_a_fault_and_is_not_kept_in_memory()
    {
        var set = Staged.Complexes("ComplexID\t" + new string('x', LineReader.MaxLineLength));

        Assert.StartsWith("Line 1 is longer than 1,048,576 characters", set.Reading.Fault);
    }

    [Fact]
    public void Notes_beyond_measure_are_counted_instead_of_listed()
    {
        var set = Staged.Complexes(Of2018([.. Enumerable.Range(1, RowLedger.MaxNotes + 10).Select(i => Row($"{i}", "Nobody", "None"))]));

        Assert.Equal(RowLedger.MaxNotes + 10, set.Reading.Account.Rejected);
        Assert.Equal("11 more notes are not listed; repair those above and read the file again.", set.Reading.Notes[^1].Reason);
    }

    [Fact]
    public void A_row_that_is_lost_on_the_way_is_found_out()
    {
        var ledger = new RowLedger();
        ledger.See();
        ledger.See();
        ledger.Import(2, "1", []);

        Assert.Throws<InvalidOperationException>(() => ledger.Close());
    }
}
