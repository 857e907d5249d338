using System.Numerics;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Chemistry;

/// <summary>Molecules from SMILES, as the reference makes them with the same release of RDKit.</summary>
public sealed class DrawnMoleculeTests
{
    private const string Tyrosine = "N[C@@H](Cc1ccc(O)cc1)C(=O)O";

    // The cases' ligands in the order in which one process of the reference drew them.
    public static TheoryData<string, string, string, bool> Ligands => new()
    {
        { "prot_smiles", "LIG1", Tyrosine, false },
        { "smiles_stereo", "LIG1", "C/C=C/C(=O)N[C@H](C)c1ccc2[nH]ccc2c1", false },
        { "smiles_stereo", "LIG2", "C[C@@H](O)C#N", false },
        { "fasta_mix", "LIG1", "CC(=O)Oc1ccccc1C(=O)O", false },
        { "affinity", "LIG1", "CC(C)Cc1ccc(cc1)C(C)C(=O)[O-]", true },
    };

    [Theory]
    [MemberData(nameof(Ligands))]
    public void Atoms_their_names_order_and_handedness_and_bonds_are_those_recorded(string name, string code, string smiles, bool standardised)
    {
        var toolkit = TestToolkit.Needed();

        var drawn = toolkit.Draw(smiles, code, standardised);

        var recorded = Recorded(name, code);
        Assert.Equal(recorded.Atoms, drawn.Atoms);
        Assert.Equal(recorded.Bonds, drawn.Bonds);
        Assert.Equal(code, drawn.Code);
    }

    [Fact]
    public void Conformers_are_those_recorded_when_the_random_numbers_are_drawn_in_the_same_order()
    {
        var toolkit = TestToolkit.Needed();
        // Other releases of RDKit embed otherwise, a little.
        Assert.SkipUnless(toolkit.Release.StartsWith("2022.09", StringComparison.Ordinal), $"skipped: conformers were recorded with RDKit 2022.09, not {toolkit.Release}");

        foreach (var (name, code, smiles, standardised) in Ligands.Select(row => row.Data))
        {
            var drawn = toolkit.Draw(smiles, code, standardised, seed: -1);

            Assert.True(Farthest(Recorded(name, code), drawn) < 1e-6f, $"{name}, {code}");
        }
    }

    [Fact]
    public void A_molecule_has_the_same_conformer_whatever_was_drawn_before()
    {
        var toolkit = TestToolkit.Needed();
        var first = toolkit.Draw(Tyrosine, "X", standardised: false);

        toolkit.Draw("CCO", "Y", standardised: false);
        var again = toolkit.Draw(Tyrosine, "X", standardised: false);

        Assert.Equal(first.Conformers[0], again.Conformers[0]);
    }

    [Fact]
    public void Its_weight_is_that_of_the_recorded_affinity() =>
        Assert.Equal(206.28499999999997, TestToolkit.Needed().Draw("CC(C)Cc1ccc(cc1)C(C)C(=O)[O-]", "LIG1", standardised: true).Weight);

    [Fact]
    public void Isotopes_and_written_hydrogens_are_no_heavy_atoms()
    {
        var drawn = TestToolkit.Needed().Draw("[2H]C([2H])([H])O[H]", "X", standardised: false);

        Assert.Equal([6, 8], drawn.Atoms.Select(atom => atom.Element));
        Assert.Equal(2, drawn.Conformers[0].Count);
        Assert.Equal([new(0, 1, BondType.SingleBond)], drawn.Bonds);
    }

    [Theory]
    [InlineData("C1CC", "The SMILES C1CC cannot be read.")]
    [InlineData("molecule", "The SMILES molecule cannot be read.")]
    [InlineData("", "The SMILES  has no atoms but hydrogen.")]
    [InlineData("[H][H]", "The SMILES [H][H] has no atoms but hydrogen.")]
    [InlineData("CC(C)(C)(C)C", "The SMILES CC(C)(C)(C)C is of no possible molecule: Explicit valence for atom # 1 C, 5, is greater than permitted")]
    [InlineData("c1cccc1", "The SMILES c1cccc1 is of no possible molecule: ")]
    [InlineData("C\"\\\n", "The SMILES C\"\\\n cannot be read.")]
    public void What_is_no_molecule_is_refused_in_words(string smiles, string words)
    {
        var toolkit = TestToolkit.Needed();

        var refused = Assert.Throws<InvalidDataException>(() => toolkit.Draw(smiles, "X", standardised: false));

        Assert.StartsWith(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_molecule_with_names_too_long_for_the_network_is_refused()
    {
        var toolkit = TestToolkit.Needed();

        var refused = Assert.Throws<InvalidDataException>(() => toolkit.Draw(string.Concat(Enumerable.Repeat("C", 400)), "X", standardised: false));

        Assert.Contains("has too many atoms: one would be called C", refused.Message, StringComparison.Ordinal);
    }

    private static Molecule Recorded(string name, string code)
    {
        using var c = GoldenCase.Open($"data_{name}");
        return GoldenMolecules.All(c.Json.GetProperty("extra_mols")).Single(molecule => molecule.Code == code);
    }

    private static float Farthest(Molecule a, Molecule b) => a.Conformers[0].Zip(b.Conformers[0], Vector3.Distance).Max();
}
