using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Sequences;
using FoldCP.Jobs.Tests.Imports;

namespace FoldCP.Jobs.Tests.Sequences;

public sealed class SequenceSearchTests
{
    [Fact]
    public void Only_what_is_asked_for_is_kept_and_the_account_balances()
    {
        var search = new SequenceSearch(["P1", "P2"]);

        var reading = Read(search, "all.fasta", ">P1\nMK\n>P3\nMV\n>P2\nM1\n>P4\nMA\n");

        Assert.Equal(new RowAccount(4, 1, 2, 1, 0), reading.Account);
        Assert.Equal("all.fasta", search.Find("P1")!.Source);
        Assert.Null(search.Find("P2"));
        Assert.Null(search.Find("P3"));
    }

    [Fact]
    public void An_isoform_counts_more_than_the_canonical_sequence_that_can_stand_in()
    {
        var exact = new SequenceSearch(["P21964-2"]);
        var canonical = new SequenceSearch(["P21964-2"]);

        Read(exact, "all.fasta", ">P21964\nMKVL\n>P21964-2\nMK\n");
        Read(canonical, "all.fasta", ">P21964\nMKVL\n");

        Assert.Equal((2, "all.fasta"), (exact.Find("P21964-2")!.Sequence.Length, exact.Find("P21964-2")!.Source));
        Assert.Equal("all.fasta; the canonical sequence of P21964 stands in for its isoform 2", canonical.Find("P21964-2")!.Source);
    }

    [Fact]
    public void A_second_different_sequence_is_rejected_and_the_first_one_named()
    {
        var search = new SequenceSearch(["P1"]);
        Read(search, "first.fasta", ">P0\nMK\n>P1\nMKVL\n");

        var reading = Read(search, "second.fasta", ">P1\nMKVLA\n>P1\nMKVL\n");

        Assert.Equal("first.fasta", search.Find("P1")!.Source);
        var note = Assert.Single(reading.Notes);
        Assert.Equal((1, NoteSeverity.Rejected, "P1"), (note.Line, note.Severity, note.Item));
        Assert.Equal("A different sequence has this accession in first.fasta, line 3; that one was taken (4 residues, here 5).", note.Reason);
        Assert.Equal(new RowAccount(2, 0, 1, 1, 0), reading.Account);
    }

    [Fact]
    public void Files_count_more_than_what_earlier_imports_brought()
    {
        var search = new SequenceSearch(["P1", "P2", "P3-2"]);
        search.Know(new Dictionary<string, FoundSequence>
        {
            ["P1"] = new(Guid.CreateVersion7(), 9, "old.fasta, from an earlier import"),
            ["P2"] = new(Guid.CreateVersion7(), 9, "old.fasta, from an earlier import"),
            ["P3-2"] = new(Guid.CreateVersion7(), 9, "old.fasta, from an earlier import"),
        });

        Read(search, "new.fasta", ">P1\nMK\n>P3\nMKV\n");

        Assert.Equal("new.fasta", search.Find("P1")!.Source);
        Assert.Equal("old.fasta, from an earlier import", search.Find("P2")!.Source);
        Assert.Equal("old.fasta, from an earlier import", search.Find("P3-2")!.Source);
    }

    [Fact]
    public void A_file_with_a_fault_leaves_nothing_behind()
    {
        var search = new SequenceSearch(["P1"]);

        var reading = search.Read(Staged.Bytes("bad.fasta", [.. ">P1\nMK\n>P2\nMK\0"u8]), Staged.MaxBytes, TestContext.Current.CancellationToken);

        Assert.Equal("This is not a text file: line 4 holds a zero byte.", reading.Fault);
        Assert.Null(search.Find("P1"));
        Assert.Empty(search.Brought);
    }

    [Fact]
    public void Equal_residues_under_two_names_are_one_sequence()
    {
        var search = new SequenceSearch(["P1", "P2"]);

        Read(search, "all.fasta", ">P1\nMK\n>P2\nMK\n");

        Assert.Single(search.Brought);
        Assert.Equal(search.Find("P1")!.Sequence.Id, search.Find("P2")!.Sequence.Id);
    }

    [Fact]
    public void What_was_read_as_X_is_said_at_the_source()
    {
        var search = new SequenceSearch(["P1"]);

        var reading = Read(search, "all.fasta", ">P1\nMUK\n");

        Assert.Equal("all.fasta (1 × U read as X)", search.Find("P1")!.Source);
        Assert.Equal(new RowAccount(1, 1, 0, 0, 1), reading.Account);
    }

    [Fact]
    public void A_complex_set_among_the_sequences_is_a_fault()
    {
        var reading = Read(new SequenceSearch(["P1"]), "set.tsv", CorumTable.Of2018());

        Assert.StartsWith("This is a complex set (CORUM 2018–4.1); sequences are wanted here", reading.Fault);
    }

    private static FileReading Read(SequenceSearch search, string name, string text)
        => search.Read(Staged.Text(name, text), Staged.MaxBytes, TestContext.Current.CancellationToken);
}
