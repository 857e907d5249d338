using System.Numerics;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Tests.Chemistry;

public sealed class AminoAcidTests
{
    public static TheoryData<string> Codes => [.. AminoAcid.All.Select(acid => acid.Code)];

    [Fact]
    public void The_alphabet_is_the_networks()
    {
        Assert.Equal("ARNDCQEGHILKMFPSTWYVX", string.Concat(AminoAcid.All.Select(acid => acid.Letter)));
        Assert.Equal(Enumerable.Range(2, 21), AminoAcid.All.Select(acid => acid.Token));
        Assert.Equal(22, AminoAcid.Find('U')!.Token);
        Assert.All("abc*-. 1Äα\0", letter => Assert.Null(AminoAcid.Find(letter)));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_residue_has_its_components_heavy_atoms_without_those_that_leave(string code)
    {
        var acid = AminoAcid.All.Single(one => one.Code == code);
        var molecule = MoleculeLibrary.AminoAcids[code];

        // The dictionary draws UNK with a CG; the network's unknown residue ends at CB.
        string[] expected = [.. molecule.Atoms.Where(atom => !atom.Leaves).Select(atom => atom.Name).Where(name => code != "UNK" || name != "CG")];

        Assert.Equal(expected, acid.AtomNames);
        Assert.Equal(code == "GLY" ? "CA" : "CB", acid.AtomNames[acid.DistogramAtom]);
        Assert.Equal("CA", acid.AtomNames[AminoAcid.CentreAtom]);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Backbone_geometry_is_that_of_an_amino_acid(string code)
    {
        var molecule = MoleculeLibrary.AminoAcids[code];
        float Length(string a, string b) => Vector3.Distance(molecule.Conformers[0][molecule.IndexOf(a)], molecule.Conformers[0][molecule.IndexOf(b)]);

        Assert.InRange(Length("N", "CA"), 1.40f, 1.52f);
        Assert.InRange(Length("CA", "C"), 1.46f, 1.58f);
        Assert.InRange(Length("C", "O"), 1.15f, 1.30f);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Names_elements_charges_and_leaving_atoms_agree_with_the_recorded_molecules(string code)
    {
        var golden = GoldenMolecules.Read()[code];

        var ours = MoleculeLibrary.AminoAcids[code];

        // How neighbours stand depends on the order of bonds, which differs: NeighboursTests compares what it means.
        Assert.Equal(
            golden.Atoms.Select(atom => atom with { Chirality = Chirality.Unspecified }).OrderBy(atom => atom.Name),
            ours.Atoms.Select(atom => atom with { Chirality = Chirality.Unspecified }).OrderBy(atom => atom.Name));
    }
}
