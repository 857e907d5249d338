using FoldCP.Jobs.Imports;

namespace FoldCP.Jobs.Tests.Sequences;

public sealed class SequenceTableReaderTests
{
    [Fact]
    public void Accession_tabulator_sequence_is_read()
    {
        var (records, account, _) = Sequences.Read("P1\tMVLS\n\np2\tmkvl*\n9606.ENSP1\tMK\n");

        Assert.Equal([("P1", "MVLS", 1), ("P2", "MKVL", 3), ("9606.ENSP1", "MK", 4)], records.Select(x => (x.Accession, x.Residues, x.Line)));
        Assert.Equal(new RowAccount(3, 3, 0, 0, 0), account);
    }

    [Theory]
    [InlineData("accession\tsequence\nP1\tMVLS\n")]
    [InlineData("Entry\tEntry Name\tLength\tSequence\nP1\tHBA_HUMAN\t4\tMVLS\n")]
    [InlineData("Sequence\tUniProt ID\nMVLS\tP1\n")]
    public void A_header_may_name_the_two_columns(string text)
    {
        var (records, _, _) = Sequences.Read(text);

        Assert.Equal(("P1", "MVLS"), (Assert.Single(records).Accession, records[0].Residues));
    }

    [Theory]
    [InlineData("P2\tMV4S", "P2", "4", "The letter '4' in column 6 is no amino acid. Give the sequence without numbers.")]
    [InlineData("P2\tMV\tLS", "P2", "P2\tMV\tLS", "The row has 3 cells; 2 are expected.")]
    [InlineData("P2", "P2", "P2", "The row has 1 cells; 2 are expected.")]
    [InlineData("\tMVLS", null, "\tMVLS", "The accession is empty.")]
    [InlineData("P2\t", "P2", null, "There are no residues; leave the entry out or add its sequence.")]
    public void A_faulty_row_is_rejected_and_the_others_stay(string row, string? item, string? value, string reason)
    {
        var (records, account, notes) = Sequences.Read($"P1\tMVLS\n{row}\nP3\tMK\n");

        Assert.Equal(["P1", "P3"], records.Select(x => x.Accession));
        Assert.Equal(new ImportNote(2, NoteSeverity.Rejected, item, value, reason), Assert.Single(notes));
        Assert.Equal(new RowAccount(3, 2, 0, 1, 0), account);
    }
}
