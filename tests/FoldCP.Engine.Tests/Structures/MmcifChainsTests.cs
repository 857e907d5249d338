using System.Numerics;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Tests.Structures;

public sealed class MmcifChainsTests
{
    private const string Header = """
        data_known
        _entity.id 1
        _entity_poly.entity_id 1
        _entity_poly.type 'polypeptide(L)'
        loop_
        _entity_poly_seq.entity_id
        _entity_poly_seq.num
        _entity_poly_seq.mon_id
        1 1 GLY
        1 2 MSE
        1 3 ZZZ
        1 4 ARG
        loop_
        _atom_site.type_symbol
        _atom_site.label_atom_id
        _atom_site.label_alt_id
        _atom_site.label_comp_id
        _atom_site.label_asym_id
        _atom_site.label_entity_id
        _atom_site.label_seq_id
        _atom_site.Cartn_x
        _atom_site.Cartn_y
        _atom_site.Cartn_z
        _atom_site.B_iso_or_equiv
        _atom_site.pdbx_PDB_model_num

        """;

    [Fact]
    public void Residues_that_were_not_found_are_there_without_atoms()
    {
        var known = Read("C CA . GLY AA 1 1 1 2 3 7 1\n");

        var residues = known.Structure.Chains.Single().Residues;
        Assert.Equal(["GLY", "MET", "UNK", "ARG"], residues.Select(residue => residue.Form.Name));
        Assert.Equal([true, false, false, false], residues.Select(residue => residue.IsFound));
        Assert.Equal([false, true, false, false], residues[0].Places!.Present);
        Assert.Equal((new(1, 2, 3), 7f), (residues[0].Position(1), residues[0].Places!.BFactors[1]));
        Assert.Equal("GXXR", known.Sequences["AA"]);
    }

    [Fact]
    public void Of_alternatives_the_first_counts_hydrogens_and_further_models_do_not()
    {
        var known = Read("C CA A GLY A 1 1 1 0 0 0 1\nC CA B GLY A 1 1 2 0 0 0 1\nH N . GLY A 1 1 9 0 0 0 1\nN N . GLY A 1 1 5 0 0 0 2\n");

        var glycine = known.Structure.Chains.Single().Residues[0];
        Assert.Equal(Vector3.UnitX, glycine.Position(1));
        Assert.False(glycine.IsPresent(0));
    }

    [Fact]
    public void Selenium_stands_where_methionine_has_sulphur()
    {
        var methionine = Read("SE SE . MSE A 1 2 4 0 0 0 1\n").Structure.Chains.Single().Residues[1];

        int sulphur = methionine.Form.Atoms.Select(atom => atom.Name).ToList().IndexOf("SD");
        Assert.True(methionine.IsPresent(sulphur));
        Assert.Equal(new(4, 0, 0), methionine.Position(sulphur));
    }

    [Fact]
    public void Arginines_nitrogens_are_named_by_their_distance()
    {
        var arginine = Read("C CD . ARG A 1 4 0 0 0 0 1\nN NH1 . ARG A 1 4 5 0 0 0 1\nN NH2 . ARG A 1 4 3 0 0 0 1\n").Structure.Chains.Single().Residues[3];

        var names = arginine.Form.Atoms.Select(atom => atom.Name).ToList();
        Assert.Equal((3f, 5f), (arginine.Position(names.IndexOf("NH1")).X, arginine.Position(names.IndexOf("NH2")).X));
    }

    [Theory]
    [InlineData("data_x\n_a.b 1\n", "known.cif: The file has no category _entity.")]
    [InlineData("data_x\n_entity.id 1\n_entity_poly.entity_id 1\n_entity_poly.type other\n_atom_site.id 1\n", "known.cif: _atom_site has no column")]
    public void What_is_no_structure_is_refused(string text, string sentence)
    {
        var refused = Assert.Throws<FoldException>(() => Parse(text));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    private static KnownStructure Read(string atoms) => Parse(Header + atoms);

    private static KnownStructure Parse(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("known.cif"), text);
        return KnownStructure.Read(folder.File("known.cif"), isPdb: false, MoleculeLibrary.AminoAcids);
    }
}
