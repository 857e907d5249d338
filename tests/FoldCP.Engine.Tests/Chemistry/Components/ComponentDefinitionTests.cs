using System.Numerics;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Tests.Chemistry.Components;

public sealed class ComponentDefinitionTests
{
    [Fact]
    public void A_molecule_has_its_heavy_atoms_with_ideal_coordinates()
    {
        var methanol = Read(Definitions.Methanol);

        Assert.Equal(("MOH", "METHANOL", "C H4 O", 32.042), (methanol.Code, methanol.Name, methanol.Formula, methanol.Weight));
        Assert.Equal([new("C", 6, 0, false), new("O", 8, 0, false)], methanol.Atoms);
        Assert.Equal([new(-0.372f, 0.002f, 0.003f), new Vector3(0.892f, 0.004f, 0.005f)], methanol.Conformers[0]);
        Assert.Equal([new(0, 1, BondType.SingleBond)], methanol.Bonds);
        Assert.False(methanol.HasModelCoordinates);
    }

    [Fact]
    public void The_models_coordinates_stand_in_where_ideal_ones_are_missing()
    {
        var methanol = Read(Definitions.Methanol.Replace("0.892", "?"));

        Assert.True(methanol.HasModelCoordinates);
        Assert.Equal([new(51.1f, 0.2f, 0.3f), new Vector3(52.1f, 0.2f, 0.3f)], methanol.Conformers[0]);
    }

    [Fact]
    public void Quotes_and_values_of_several_lines_are_read()
    {
        var odd = Read(Definitions.Methanol
            .Replace("METHANOL", "\n;METHYL\nALCOHOL\n;")
            .Replace("\"C H4 O\"", "'C H4 O'")
            .Replace("MOH C   C", "MOH \"C1'\" C").Replace("MOH C O ", "MOH \"C1'\" O "));

        Assert.Equal("METHYL\nALCOHOL", odd.Name);
        Assert.Equal("C1'", odd.Atoms[0].Name);
        Assert.Equal([new(0, 1, BondType.SingleBond)], odd.Bonds);
    }

    [Fact]
    public void What_is_not_known_is_nothing()
    {
        var odd = Read(Definitions.Methanol.Replace("METHANOL", "?").Replace("NON-POLYMER", ".").Replace("O   O 0 N", "O   O ? ?"));

        Assert.Equal(("MOH", ""), (odd.Name, odd.Type));
        Assert.Equal(new MoleculeAtom("O", 8, 0, false), odd.Atoms[1]);
    }

    [Fact]
    public void Charges_leaving_atoms_and_kinds_of_bonds_are_read()
    {
        var odd = Read(Definitions.Methanol.Replace("O   O 0 N", "O   O -1 Y").Replace("C O  SING N", "C O  SING Y"));

        Assert.Equal(new MoleculeAtom("O", 8, -1, true), odd.Atoms[1]);
        Assert.Equal(BondType.Aromatic, odd.Bonds[0].Type);
        Assert.Equal(BondType.Other, Read(Definitions.Methanol.Replace("C O  SING", "C O  QUAD")).Bonds[0].Type);
    }

    [Fact]
    public void A_single_atom_may_be_written_as_items()
    {
        var xenon = Read("""
            data_XE
            _chem_comp.id XE
            _chem_comp.formula_weight 131.293
            _chem_comp_atom.comp_id XE
            _chem_comp_atom.atom_id XE
            _chem_comp_atom.type_symbol XE
            _chem_comp_atom.pdbx_model_Cartn_x_ideal 0
            _chem_comp_atom.pdbx_model_Cartn_y_ideal 0
            _chem_comp_atom.pdbx_model_Cartn_z_ideal 0
            """);

        Assert.Equal([new("XE", 54, 0, false)], xenon.Atoms);
        Assert.Empty(xenon.Bonds);
    }

    [Fact]
    public void A_weight_may_be_unknown() => Assert.Equal(0, Read(Definitions.Methanol.Replace("32.042", "?")).Weight);

    [Theory]
    [InlineData("0.892", "here", "line 23: _chem_comp_atom.pdbx_model_Cartn_x_ideal is here, which is no number")]
    [InlineData("0.892", "NaN", "line 23: _chem_comp_atom.pdbx_model_Cartn_x_ideal is NaN, which is no number")]
    [InlineData("52.1 0.2 0.3  0.892", "? ? ? ?", "line 23: O has no ideal coordinates, and not all atoms have coordinates of a model")]
    [InlineData("MOH O   O 0", "MOH O   X 0", "line 23: O is of the element X, which there is not")]
    [InlineData("MOH O   O 0", "MOH O   O 0.5", "line 23: 0.5 is no charge of an atom")]
    [InlineData("MOH O   O 0", "MOH C   O 0", "line 23: the atom C is there twice")]
    [InlineData("MOH O   O 0", "MOH O   ? 0", "line 23: _chem_comp_atom.type_symbol has no value")]
    [InlineData("MOH O HO SING", "MOH O HX SING", "line 33: a bond of HX, which is no atom of the component")]
    [InlineData("32.042", "heavy", "_chem_comp.formula_weight is heavy, which is no number")]
    [InlineData("_chem_comp.id              MOH", "_chem_comp.id ?", "line 3: _chem_comp.id has no value")]
    [InlineData("_chem_comp_atom.", "_other.", "line 1: the component has 0 atoms beside hydrogen")]
    [InlineData("_chem_comp.", "_other.", "line 1: this block defines 0 components, not one")]
    [InlineData("METHANOL", "'METHANOL", "line 4: a value begins with ' and does not end")]
    [InlineData("METHANOL", "\n;METHANOL", "line 5: a text field begins here and does not end")]
    public void What_is_wrong_is_told_with_its_line(string what, string instead, string why)
    {
        var told = Assert.Throws<InvalidDataException>(() => Read(Definitions.Methanol.Replace(what, instead)));

        Assert.StartsWith("test.cif, ", told.Message);
        Assert.Contains(why, told.Message);
    }

    private static Molecule Read(string text) => MoleculeLibrary.Read(new StringReader(text), "test.cif").Molecules.Single();
}
