using System.Text;
using FoldCP.Jobs.Complexes;
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
    public void Warnings_beyond_measure_are_counted_and_leave_every_rejected_row_its_reason()
    {
        var rows = Enumerable.Range(1, RowLedger.MaxWarnings + 10).Select(i => Row($"{i}", "Twice", "P1;P1"));
        var bad = Enumerable.Range(1, 10).Select(i => Row($"bad {i}", "Nobody", "None"));

        var set = Staged.Complexes(Of2018([.. rows, .. bad]));

        Assert.Equal(10, set.Reading.Account.Rejected);
        Assert.Equal(10, set.Reading.Notes.Count(x => x.Severity == NoteSeverity.Rejected));
        Assert.Equal("10 more warnings are not listed; what was assumed stays with each complex.", set.Reading.Notes[^1].Reason);
    }

    [Fact]
    public void As_many_rejected_rows_as_there_are_have_a_reason()
    {
        var set = Staged.Complexes(Of2018([.. Enumerable.Range(1, 6_000).Select(i => Row($"{i}", "Nobody", "None"))]));

        Assert.Equal(6_000, set.Reading.Account.Rejected);
        Assert.Equal(Enumerable.Range(2, 6_000), set.Reading.Notes.Where(x => x.Severity == NoteSeverity.Rejected).Select(x => x.Line));
    }

    [Fact]
    public void A_file_of_nothing_but_bad_rows_is_a_fault_with_an_example()
    {
        var set = Staged.Complexes(Of2018([.. Enumerable.Range(1, RowLedger.MaxRejections + 1).Select(i => Row($"{i}", "Nobody", "None"))]));

        Assert.Equal("More than 50,000 rows cannot be used; the one in line 50002, for instance: The complex names no member.", set.Reading.Fault);
    }

    [Fact]
    public void Notes_come_in_the_order_of_the_file()
    {
        var set = Staged.Complexes(Of2018(Row("1", "Twice", "P1;P1"), Row("2", "Nobody", "None"), Row("3", "Twice", "P1;P1")));

        Assert.Equal([0, 2, 3, 4], set.Reading.Notes.Select(x => x.Line));
    }

    [Fact]
    public void A_set_of_more_complexes_than_memory_is_meant_for_is_a_fault()
    {
        var set = Staged.Complexes(ComplexTab.Table(Enumerable.Range(1, SetSize.MaxComplexes + 1).Select(i => ComplexTab.Row($"CPX-{i}", "P1(1)"))));

        Assert.Equal("The file has more than 100,000 complexes, the most that one import takes; line 100002 is one too many. Split it into several files.", set.Reading.Fault);
        Assert.Empty(set.Complexes);
    }

    [Fact]
    public void Members_that_come_in_with_nested_complexes_count_too()
    {
        string large = ComplexTab.Row("CPX-0", string.Join('|', Enumerable.Range(1, 9_999).Select(i => $"P{i}(1)")));
        var holders = Enumerable.Range(1, 101).Select(i => ComplexTab.Row($"CPX-{i}", "CPX-0(1)"));

        var set = Staged.Complexes(ComplexTab.Table([large, .. holders]));

        Assert.StartsWith("The file has more than 1,000,000 members in all complexes together", set.Reading.Fault);
    }

    [Fact]
    public void Names_of_endless_length_are_a_fault()
    {
        var size = new SetSize();
        var complex = new ComplexRecord(7, "CPX-1", new string('x', SetSize.MaxLetters / 100), null, []);
        for (int i = 0; i < 100; i++)
            size.Add(complex);

        var fault = Assert.Throws<FileFaultException>(() => size.Add(complex));

        Assert.Contains("that is reached in line 7", fault.Message);
    }

    [Fact]
    public void An_accession_beyond_measure_rejects_its_row()
    {
        var set = Staged.Complexes(Of2018(Row("1", "A pair", "P1;" + new string('Q', 5_000))));

        var note = Assert.Single(set.Reading.Notes, x => x.Severity == NoteSeverity.Rejected);
        Assert.Equal((2, "A member's accession is longer than 100 characters."), (note.Line, note.Reason));
        Assert.Equal(new string('Q', 60) + "…", note.Value);
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
