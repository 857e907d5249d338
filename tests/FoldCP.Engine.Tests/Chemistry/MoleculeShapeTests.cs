using System.Numerics;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Tests.Chemistry;

public sealed class MoleculeShapeTests
{
    [Fact]
    public void A_shape_among_some_atoms_has_their_new_places()
    {
        var shape = new MoleculeShape
        {
            Distances = [new(0, 1, true, false, 1, 2), new(1, 2, false, true, 3, 4), new(0, 2, false, false, 5, 6)],
            ChiralCentres = [new([0, 1, 2, 3], true, true), new([4, 1, 2, 3], false, true)],
            PlanarBonds = [[1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5]],
        };

        var among = shape.Among([6, 5, 4, 3, 2, 1]);

        Assert.Equal([new(5, 4, false, true, 3, 4)], among.Distances);
        Assert.Equal([2, 5, 4, 3], Assert.Single(among.ChiralCentres).Atoms);
        Assert.Equal([5, 4, 3, 2, 1, 0], Assert.Single(among.PlanarBonds));
    }

    [Fact]
    public void Molecules_have_the_handedness_of_their_places()
    {
        var toolkit = TestToolkit.Needed();
        var alanine = GoldenMolecules.Read()["ALA"];
        var mirrored = alanine with { Conformers = [[.. alanine.Conformers[0].Select(place => place * new Vector3(-1, 1, 1))]] };

        Assert.Equal([false, true], new[] { alanine, mirrored }.Select(molecule => Assert.Single(toolkit.Shape(molecule)!.ChiralCentres).Holds));
    }

    [Theory]
    [InlineData("TRP", 1, 0)]
    [InlineData("HIS", 1, 0)]
    [InlineData("TYR", 0, 1)]
    [InlineData("ATP", 1, 0)]
    [InlineData("IBP", 0, 1)]
    [InlineData("G", 1, 0)]
    public void Aromatic_rings_are_known_although_their_hydrogens_are_not(string code, int rings5, int rings6)
    {
        var shape = TestToolkit.Needed().Shape(GoldenMolecules.Read()[code])!;

        Assert.Equal((rings5, rings6), (shape.Rings5.Count, shape.Rings6.Count));
    }

    [Fact]
    public void All_components_that_come_with_the_engine_have_a_shape_but_for_single_atoms()
    {
        var toolkit = TestToolkit.Needed();

        Assert.All(MoleculeLibrary.BuiltIn.Molecules, molecule => Assert.Equal(molecule.Atoms.Count > 1, toolkit.Shape(molecule) is not null));
    }

    [Fact]
    public void What_the_toolkit_makes_nothing_of_has_no_shape()
    {
        var odd = new Molecule("X", "x", "other", "", 0, [new("C1", 6, 0, false), new("C2", 6, 0, false)], [[default, new(1.5f, 0, 0)]])
        {
            Bonds = [new(0, 1, BondType.Aromatic)],
        };

        Assert.Null(TestToolkit.Needed().Shape(odd));
    }
}
