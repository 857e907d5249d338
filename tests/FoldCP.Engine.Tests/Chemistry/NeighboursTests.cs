using System.Numerics;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Tests.Chemistry;

public sealed class NeighboursTests
{
    // The recorded molecules were tagged by the reference's toolkit from their own coordinates, the others from SMILES.
    public static TheoryData<string> Recorded => [.. GoldenMolecules.Read().Molecules.Where(molecule => MoleculeLibrary.BuiltIn.Find(molecule.Code) is not null).Select(molecule => molecule.Code)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Tags_of_recorded_molecules_follow_from_their_coordinates(string code)
    {
        var molecule = GoldenMolecules.Read()[code];
        var neighbours = new Neighbours(molecule.Conformers[0], molecule.Bonds);

        var tagged = Enumerable.Range(0, molecule.Atoms.Count).Where(atom => molecule.Atoms[atom].Chirality != Chirality.Unspecified);

        Assert.All(tagged, atom => Assert.Equal(molecule.Atoms[atom].Chirality, neighbours.Around(atom)));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Tags_of_the_dictionarys_molecules_mean_the_same_as_the_recorded_ones(string code)
    {
        var (golden, ours) = (GoldenMolecules.Read()[code], MoleculeLibrary.BuiltIn[code]);

        Assert.Equal(Handed(golden), Handed(ours));
    }

    [Theory]
    [InlineData(1, Chirality.TetrahedralCounterclockwise)]
    [InlineData(-1, Chirality.TetrahedralClockwise)]
    [InlineData(0, Chirality.Unspecified)]
    public void Three_neighbours_tell_by_the_side_on_which_the_atom_is(float height, Chirality expected)
    {
        Vector3[] places = [Vector3.Zero, new(1, 0, height), new(-0.5f, 0.9f, height), new(-0.5f, -0.9f, height)];

        Assert.Equal(expected, new Neighbours(places, [new(0, 1, BondType.SingleBond), new(2, 0, BondType.SingleBond), new(0, 3, BondType.SingleBond)]).Around(0));
    }

    [Fact]
    public void Two_neighbours_or_five_tell_nothing()
    {
        Vector3[] places = [Vector3.Zero, Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ, -Vector3.UnitX, -Vector3.UnitY];
        MoleculeBond[] bonds = [.. Enumerable.Range(1, 5).Select(other => new MoleculeBond(0, other, BondType.SingleBond))];

        Assert.Equal(Chirality.Unspecified, new Neighbours(places, bonds[..2]).Around(0));
        Assert.Equal(Chirality.Unspecified, new Neighbours(places, bonds).Around(0));
        Assert.NotEqual(Chirality.Unspecified, new Neighbours(places, bonds[..3]).Around(0));
    }

    // By atom: whether its neighbours in alphabetical order follow each other clockwise.
    private static IEnumerable<(string Atom, bool Clockwise)> Handed(Molecule molecule)
    {
        for (int atom = 0; atom < molecule.Atoms.Count; atom++)
        {
            if (molecule.Atoms[atom].Chirality is var chirality and not Chirality.Unspecified)
                yield return (molecule.Atoms[atom].Name, (chirality == Chirality.TetrahedralClockwise) == IsEven(Neighbours(molecule, atom)));
        }
    }

    private static string[] Neighbours(Molecule molecule, int atom) =>
        [.. molecule.Bonds.Where(bond => bond.First == atom || bond.Second == atom).Select(bond => molecule.Atoms[bond.First == atom ? bond.Second : bond.First].Name)];

    private static bool IsEven(string[] names)
    {
        int swaps = 0;
        for (int i = 0; i < names.Length; i++)
            swaps += names.Skip(i + 1).Count(later => string.CompareOrdinal(later, names[i]) < 0);
        return swaps % 2 == 0;
    }
}
