using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Components;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Tests.Chemistry.Components;

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
    public void A_component_is_ones_own_or_imported_or_built_in_in_this_order()
    {
        using var folder = new TemporaryFolder();
        var built = MoleculeLibrary.BuiltIn;
        var cache = new ComponentCache(folder.Path);
        File.WriteAllText(folder.File("a.cif"), Definitions.Called("ATP") + Definitions.Called("ADP") + Definitions.Called("LIG"));
        new ComponentImport(cache, TimeProvider.System).From(folder.File("a.cif"), TestContext.Current.CancellationToken);
        using var imported = cache.Open();

        var library = new MoleculeLibrary([built["GOL"] with { Code = "LIG", Name = "mine" }], imported, built);

        Assert.Equal(("mine", "METHANOL", "METHANOL", "GLYCEROL"), (library["LIG"].Name, library["ATP"].Name, library["ADP"].Name, library["GOL"].Name));
        Assert.Null(library.Find("XYZ"));
        Assert.Contains("foldcp ccd import FILE", Assert.Throws<FoldException>(
            () => new TargetBuilder(library).From(new("x", [new ComponentInput(["A"], ["XYZ"])]))).Message);
    }

    private static int Count(Molecule molecule, BondType type) => molecule.Bonds.Count(bond => bond.Type == type);

    private static IEnumerable<(string, int, int, bool)> Atoms(Molecule molecule) =>
        molecule.Atoms.Select(atom => (atom.Name, atom.Element, atom.Charge, atom.Leaves)).Order();

    private static IEnumerable<string> Bonded(Molecule molecule) =>
        molecule.Bonds.Select(bond => string.Join('-', new[] { molecule.Atoms[bond.First].Name, molecule.Atoms[bond.Second].Name }.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
}
