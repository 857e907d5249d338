using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Input;

public sealed class BoltzFastaTests
{
    [Fact]
    public void Each_header_tells_chain_kind_and_alignment()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.a3m"), ">q\nMKT\n");

        var input = Read(folder, ">A|protein|a.a3m\nMK\nT\n>AA1|Protein|empty\nGGG\n>R|rna\nACGU\n>D|dna\nACGT\n>L|ccd\nSO4\n>S|smiles\nCC(=O)O\n");

        var proteins = input.Molecules.OfType<PolymerInput>().ToList();
        Assert.Equal(["A", "AA1", "R", "D", "L", "S"], input.Molecules.SelectMany(molecule => molecule.Ids));
        Assert.Equal([ChainKind.Protein, ChainKind.Protein, ChainKind.Rna, ChainKind.Dna], proteins.Select(protein => protein.Kind));
        Assert.Equal(("MKT", folder.File("a.a3m"), false), (proteins[0].Sequence, proteins[0].AlignmentFile, proteins[0].SingleSequence));
        Assert.Equal((null, true), (proteins[1].AlignmentFile, proteins[1].SingleSequence));
        Assert.Equal(["SO4"], input.Molecules.OfType<ComponentInput>().Single().Codes);
        Assert.Equal("CC(=O)O", input.Molecules.OfType<SmilesInput>().Single().Smiles);
    }

    [Theory]
    [InlineData(">A\nMKT\n", "input.fasta, line 1: '>A' must be >CHAIN|KIND or >CHAIN|protein|ALIGNMENT.")]
    [InlineData(">A|protein\nMKT\n>B|sugar\nX\n", "input.fasta, line 3: 'sugar' is no kind of molecule.")]
    [InlineData(">sp|P12345|ALBU_HUMAN words\nMKT\n", "input.fasta, line 1: 'P12345' is no kind of molecule. A header is >CHAIN|KIND,")]
    [InlineData(">A|rna|a.a3m\nACGU\n", "input.fasta, line 1: only proteins have an alignment, and chain A is rna.")]
    [InlineData(">A|protein|gone.a3m\nMKT\n", "input.fasta, line 1: there is no file gone.a3m")]
    [InlineData(">A|protein\nMK1\n", "input.fasta: Chain A has '1' at position 3, which is no letter of proteins.")]
    [InlineData("", "input.fasta: There are no molecules.")]
    public void What_is_wrong_is_told_by_file_and_line(string text, string sentence)
    {
        using var folder = new TemporaryFolder();

        var refused = Assert.Throws<FoldException>(() => Read(folder, text));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused() =>
        Assert.Contains("Inputs end in .yaml", Assert.Throws<FoldException>(() => InputFile.Read("complex.docx")).Message, StringComparison.Ordinal);

    private static FoldInput Read(TemporaryFolder folder, string text)
    {
        File.WriteAllText(folder.File("input.fasta"), text);
        return InputFile.Read(folder.File("input.fasta"));
    }
}
