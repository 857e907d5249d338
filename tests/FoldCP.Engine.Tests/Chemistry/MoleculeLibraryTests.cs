using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Tests.Chemistry;

public sealed class MoleculeLibraryTests
{
    [Fact]
    public void The_built_in_components_have_every_residue_that_the_network_knows() =>
        Assert.All(StandardResidue.All, residue => Assert.NotNull(MoleculeLibrary.BuiltIn.Find(residue.Code)));

    [Fact]
    public void An_unknown_nucleotide_is_what_nucleotides_have_in_common()
    {
        var (unknown, adenosine) = (MoleculeLibrary.BuiltIn["N"], MoleculeLibrary.BuiltIn["A"]);

        Assert.Equal(12, unknown.Atoms.Count);
        Assert.Equal(12, unknown.Bonds.Count);
        Assert.Equal(adenosine.Conformers[0][adenosine.IndexOf("C1'")], unknown.Conformers[0][unknown.IndexOf("C1'")]);
        Assert.Equal(11, MoleculeLibrary.BuiltIn["DN"].Atoms.Count);
    }

    [Fact]
    public void Their_atoms_are_those_that_the_network_wants()
    {
        // The dictionary's unknown amino acid has an atom more.
        foreach (var residue in StandardResidue.All.Where(residue => residue.Code != "UNK"))
        {
            var molecule = MoleculeLibrary.BuiltIn[residue.Code];

            Assert.Equal(residue.AtomNames.Order(), molecule.Atoms.Where(atom => !atom.Leaves).Select(atom => atom.Name).Order());
        }
    }

    [Theory]
    [InlineData("A")]
    [InlineData("G")]
    [InlineData("C")]
    [InlineData("U")]
    [InlineData("DA")]
    [InlineData("DG")]
    [InlineData("DC")]
    [InlineData("DT")]
    [InlineData("SEP")]
    [InlineData("MSE")]
    [InlineData("MG")]
    [InlineData("ATP")]
    [InlineData("NAG")]
    [InlineData("GOL")]
    [InlineData("SO4")]
    [InlineData("IBP")]
    public void Names_elements_charges_and_bonded_atoms_agree_with_the_recorded_molecules(string code)
    {
        var (golden, ours) = (GoldenMolecules.Read()[code], MoleculeLibrary.BuiltIn[code]);

        Assert.Equal(Atoms(golden), Atoms(ours));
        Assert.Equal(Bonded(golden), Bonded(ours));
    }

    [Fact]
    public void Bonds_have_their_order_or_are_aromatic()
    {
        var ibuprofen = MoleculeLibrary.BuiltIn["IBP"];

        Assert.Equal((6, 1, 8), (Count(ibuprofen, BondType.Aromatic), Count(ibuprofen, BondType.DoubleBond), Count(ibuprofen, BondType.SingleBond)));
        Assert.Equal(206.281, ibuprofen.Weight);
    }

    [Fact]
    public void Bonds_to_hydrogen_are_left_out()
    {
        var library = MoleculeLibrary.Read(CifFile.Read(new StringReader("""
            data_x
            _chem_comp.id X
            _chem_comp.name x
            _chem_comp.type other
            _chem_comp.formula 'C N H'
            _chem_comp.formula_weight 27.0
            loop_
            _chem_comp_atom.comp_id
            _chem_comp_atom.atom_id
            _chem_comp_atom.type_symbol
            _chem_comp_atom.pdbx_model_Cartn_x_ideal
            _chem_comp_atom.pdbx_model_Cartn_y_ideal
            _chem_comp_atom.pdbx_model_Cartn_z_ideal
            X H1 H 0 0 0
            X N1 N 1 0 0
            X C1 C 2 0 0
            loop_
            _chem_comp_bond.comp_id
            _chem_comp_bond.atom_id_1
            _chem_comp_bond.atom_id_2
            _chem_comp_bond.value_order
            X H1 C1 SING
            X C1 N1 TRIP
            """), "x"));

        Assert.Equal([new(1, 0, BondType.TripleBond)], library["X"].Bonds);
    }

    private static int Count(Molecule molecule, BondType type) => molecule.Bonds.Count(bond => bond.Type == type);

    private static IEnumerable<(string, int, int, bool)> Atoms(Molecule molecule) =>
        molecule.Atoms.Select(atom => (atom.Name, atom.Element, atom.Charge, atom.Leaves)).Order();

    private static IEnumerable<string> Bonded(Molecule molecule) =>
        molecule.Bonds.Select(bond => string.Join('-', new[] { molecule.Atoms[bond.First].Name, molecule.Atoms[bond.Second].Name }.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
}
