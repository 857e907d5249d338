using FoldCP.Jobs.Imports;

namespace FoldCP.Jobs.Tests.Sequences;

public sealed class FastaReaderTests
{
    [Theory]
    [InlineData(">sp|P69905|HBA_HUMAN Hemoglobin subunit alpha OS=Homo sapiens", "P69905")]
    [InlineData(">tr|A0A1B0GX68|A0A1B0GX68_HUMAN", "A0A1B0GX68")]
    [InlineData(">sp|P21964-2|COMT_HUMAN Isoform Soluble", "P21964-2")]
    [InlineData(">P69905 Cell.membrane-M test", "P69905")]
    [InlineData("> p69905\tand more", "P69905")]
    [InlineData(">9606.ENSP00000000233", "9606.ENSP00000000233")]
    [InlineData(">P69905|chain A", "P69905")]
    public void The_accession_is_taken_from_the_header(string header, string accession)
    {
        var (records, _, _) = Sequences.Read($"{header}\nMVLS\n");

        Assert.Equal(accession, Assert.Single(records).Accession);
    }

    [Fact]
    public void Residues_go_over_lines_of_any_kind()
    {
        var (records, account, _) = Sequences.Read("\n>P1\r\nMVLSPADKTN VKAAWGKVGA\r\n\r\nhagey*\r\n>P2\rMK\rVL");

        Assert.Equal([("P1", "MVLSPADKTNVKAAWGKVGAHAGEY", 2), ("P2", "MKVL", 6)], records.Select(x => (x.Accession, x.Residues, x.Line)));
        Assert.Equal(2, account.Read);
    }

    [Fact]
    public void Rare_letters_are_read_as_X_and_said()
    {
        var (records, _, notes) = Sequences.Read(">P1\nMUUBZJOXK\n");

        Assert.Equal(("MXXXXXXXK", "1 × B, 1 × J, 1 × O, 2 × U, 1 × Z"), (records[0].Residues, records[0].Replaced));
        Assert.Equal("1 × B, 1 × J, 1 × O, 2 × U, 1 × Z read as X, an unknown residue.", Assert.Single(notes).Reason);
    }

    [Theory]
    [InlineData(">P1\nMVLS\nMV1S", 3, "1", "The letter '1' in column 3 is no amino acid. Give the sequence without numbers.")]
    [InlineData(">P1\nMV-S", 2, "-", "The letter '-' in column 3 is no amino acid. Give the sequence without the gaps of an alignment.")]
    [InlineData(">P1\nMVLS\nMVLSé", 3, "é", "The letter 'é' in column 5 is no amino acid. Use the 20 one-letter codes, or X for an unknown residue.")]
    [InlineData(">P1\nMV*LS", 2, "*", "A stop (*) in column 3 is not at the end of the sequence.")]
    [InlineData(">P1\n\n>P2\nMK", 1, null, "There are no residues; leave the entry out or add its sequence.")]
    [InlineData(">P1\nACGTACGTACGTACGTACGTACGTACGTACGT", 1, "ACGTACGTACGTACGTACGTACGTACGTACGT", "This looks like a nucleotide sequence; give the protein's sequence.")]
    public void A_faulty_sequence_is_rejected_with_line_letter_and_reason(string text, int line, string? value, string reason)
    {
        var (records, account, notes) = Sequences.Read(text + "\n>P9\nMKVLAA\n");

        Assert.Equal("P9", records[^1].Accession);
        Assert.Equal(new ImportNote(line, NoteSeverity.Rejected, "P1", value, reason), Assert.Single(notes));
        Assert.Equal(1, account.Rejected);
    }

    [Theory]
    [InlineData(">")]
    [InlineData(">sp||NAME")]
    public void A_header_without_a_name_is_rejected(string header)
    {
        var (records, _, notes) = Sequences.Read($"{header}\nMK\n>P2\nMK\n");

        Assert.Single(records);
        Assert.Equal("The header has no name; write the protein's accession after the >.", Assert.Single(notes).Reason);
    }

    [Fact]
    public void A_sequence_longer_than_any_protein_is_rejected()
    {
        var (records, _, notes) = Sequences.Read($">P1\n{new string('A', 60_000)}\n{new string('M', 60_000)}\n>P2\nMK\n");

        Assert.Single(records);
        Assert.Equal((3, "The sequence has more than 100,000 residues."), (notes[0].Line, notes[0].Reason));
    }
}
