using System.Numerics;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Tests.Structures;

public sealed class PdbChainsTests
{
    [Fact]
    public void Chains_have_the_files_sequence_and_the_atoms_that_were_found()
    {
        var known = Read(
            "SEQRES   1 A    4  GLY ALA GLY SER",
            "ATOM      1  N   ALA A   7       1.000   2.000   3.000  1.00 20.50           N",
            "ATOM      2  CA AALA A   7       4.000   5.000   6.000  1.00 30.00           C",
            "ATOM      3  CA BALA A   7       9.000   9.000   9.000  1.00 30.00           C",
            "ATOM      4  H   ALA A   7       0.000   0.000   0.000  1.00  0.00           H",
            "ATOM      5  CA  SER A   9       7.000   8.000   9.000  1.00 40.00           C",
            "TER       6      SER A   9",
            "HETATM    7  O   HOH A 101       0.000   0.000   0.000  1.00  0.00           O",
            "ENDMDL",
            "ATOM      8  N   SER A   9       0.000   0.000   0.000  1.00  0.00           N");

        var chain = Assert.Single(known.Structure.Chains);
        Assert.Equal(("A1", ChainKind.Protein, "GAGS"), (chain.Id, chain.Kind, known.Sequences["A1"]));
        Assert.Equal([false, true, false, true], chain.Residues.Select(residue => residue.IsFound));
        Assert.Equal((new(1, 2, 3), 20.5f), (chain.Residues[1].Position(0), chain.Residues[1].Places!.BFactors[0]));
        Assert.Equal(new(4, 5, 6), chain.Residues[1].Position(1));
        Assert.False(chain.Residues[3].IsPresent(0));
    }

    [Fact]
    public void Without_a_sequence_the_residues_found_are_one_and_copies_share_an_entity()
    {
        var known = Read(
            "ATOM      1  CA  GLY A   1       1.000   0.000   0.000  1.00  0.00",
            "HETATM    2 SE   MSE A   2       2.000   0.000   0.000  1.00  0.00          SE",
            "ATOM      3  CA  GLY B   5       3.000   0.000   0.000  1.00  0.00",
            "HETATM    4 SE   MSE B   6       4.000   0.000   0.000  1.00  0.00          SE",
            "ATOM      5  P    DA C   1       5.000   0.000   0.000  1.00  0.00");

        Assert.Equal(["A1", "B1", "C1"], known.Structure.Chains.Select(chain => chain.Id));
        Assert.Equal([(0, 0), (0, 1), (1, 0)], known.Structure.Chains.Select(chain => (chain.Entity, chain.Copy)));
        Assert.Equal(["GX", "GX", "A"], known.Sequences.Values);
        Assert.Equal("MET", known.Structure.Chains[0].Residues[1].Form.Name);
        Assert.Equal(new Vector3(2, 0, 0), known.Structure.Chains[0].Residues[1].Position(6));
    }

    [Theory]
    [InlineData("ATOM      1  CA  GLY A   1       one     0.000   0.000", "known.pdb: line 1: 'one' is no number.")]
    [InlineData("ATOM      1  CA  GLY A           1.000   0.000   0.000", "known.pdb: line 1: the residue has no number.")]
    [InlineData("HEADER    NOTHING", "known.pdb has no protein, DNA or RNA chain with atoms.")]
    public void What_is_no_structure_is_refused(string line, string sentence) => Assert.Equal(sentence, Assert.Throws<FoldException>(() => Read(line)).Message);

    [Theory]
    [InlineData("GAGAG", "GAG", new[] { 1, 2, 3 }, new[] { 0, 1, 2 })]
    [InlineData("GAGAG", "GG", new[] { 1, 3 }, new[] { 0, 2 })]
    [InlineData("GAGAG", "GG", new[] { 5, 9 }, new[] { 0, 4 })]
    [InlineData("AAGGAA", "AA", new[] { 10, 15 }, new[] { 0, 5 })]
    [InlineData("AAGGAA", "GA", new[] { 1, 2 }, new[] { 3, 4 })]
    [InlineData("AAA", "ASA", new[] { 1, 2, 3 }, new[] { 0, 1, 2 })]
    [InlineData("A", "AA", new[] { 1, 2 }, new[] { -1, -1 })]
    public void Residues_find_their_places_by_name_and_number(string sequence, string found, int[] numbers, int[] places) =>
        Assert.Equal(places, SequencePlaces.Of(Words(sequence), Words(found), numbers));

    [Fact]
    public void The_references_written_structures_are_read()
    {
        var known = KnownStructure.Read(SharedData.File("golden/cases/writer_pocket_contact/pocket_contact_model_0.pdb"), isPdb: true, MoleculeLibrary.AminoAcids);

        Assert.Equal("GSHMDEFLKRTV", known.Sequences["A1"]);
        Assert.All(known.Structure.Chain("A1").Residues, residue => Assert.True(residue.IsFound && residue.Places!.Present.All(present => present)));
    }

    private static string[] Words(string letters) => [.. letters.Select(letter => letter.ToString())];

    private static KnownStructure Read(params string[] lines)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("known.pdb"), lines);
        return KnownStructure.Read(folder.File("known.pdb"), isPdb: true, MoleculeLibrary.BuiltIn);
    }
}
