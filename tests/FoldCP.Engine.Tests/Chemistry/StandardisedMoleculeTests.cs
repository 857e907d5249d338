using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Tests.Chemistry;

/// <summary>What becomes of a ligand before its affinity is predicted; the outcomes are those of ChEMBL's structure pipeline.</summary>
public sealed class StandardisedMoleculeTests
{
    [Theory]
    [InlineData("[Na+].CC(=O)[O-]", "C2H4O2")]
    [InlineData("Cl.CCN", "C2H7N")]
    [InlineData("CCN.OC(=O)C(F)(F)F", "C2H7N")]
    [InlineData("[NH3+]CC(=O)[O-]", "C2H5NO2")]
    [InlineData("C[N+](C)(C)CC(=O)[O-]", "C5H11NO2")]
    [InlineData("C[n+]1ccccc1.[I-]", "C6H8N+")]
    [InlineData("[Zn+2].CC(=O)[O-].CC(=O)[O-]", "C2H4O2")]
    [InlineData("CC(=O)C=C(C)[O-]", "C5H8O2")]
    [InlineData("[NH4+]", "H3N")]
    public void Salts_are_gone_and_charges_balanced(string smiles, string formula) =>
        Assert.Equal(formula, TestToolkit.Needed().Draw(smiles, "X", standardised: true).Formula);

    [Theory]
    [InlineData("c1ccccc1N(=O)=O", "N+1 O-1")]
    [InlineData("CS(=O)C", "O-1 S+1")]
    [InlineData("CS(=O)(=O)C", "")]
    [InlineData("CN=N#N", "N+1 N-1")]
    [InlineData("C[N-][N+]#N", "N+1 N-1")]
    [InlineData("O=n1ccccc1", "N+1 O-1")]
    [InlineData("CC(=O)O[Na]", "NA+1 O-1")]
    public void Groups_are_drawn_in_one_way(string smiles, string charges)
    {
        var drawn = TestToolkit.Needed().Draw(smiles, "X", standardised: true);

        var charged = drawn.Atoms.Where(atom => atom.Charge != 0).Select(atom => $"{atom.Name.TrimEnd("0123456789".ToCharArray())}{atom.Charge:+0;-0}");
        Assert.Equal(charges, string.Join(' ', charged.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("OC(=N)C", 1)]
    [InlineData("OC(=NC)C", 1)]
    public void An_imidic_acid_becomes_an_amide(string smiles, int oxygenBonds)
    {
        var drawn = TestToolkit.Needed().Draw(smiles, "X", standardised: true);

        Assert.Equal(oxygenBonds, drawn.Bonds.Count(bond => bond.Type == BondType.DoubleBond && (Element(drawn, bond.First) == 8 || Element(drawn, bond.Second) == 8)));
    }

    [Theory]
    [InlineData("OC(=O)[C@H](O)[C@@H](O)C(=O)O", 0)]
    [InlineData("OC(=O)[C@H](O)[C@@H](O)C(=O)OC", 2)]
    public void Tartaric_acid_alone_loses_its_handedness(string smiles, int centres) =>
        Assert.Equal(centres, TestToolkit.Needed().Draw(smiles, "X", standardised: true).Atoms.Count(atom => atom.Chirality != Chirality.Unspecified));

    [Theory]
    [InlineData("N[C@]([H])(C)C(=O)O", "C C N C O O")]
    [InlineData("CC(O)N", "C C N O")]
    public void Atoms_stand_in_the_order_of_the_standardised_SMILES(string smiles, string elements) =>
        Assert.Equal(elements, string.Join(' ', TestToolkit.Needed().Draw(smiles, "X", standardised: true).Atoms.Select(atom => Elements.Symbol(atom.Element))));

    [Theory]
    [InlineData("CC[Pt]", "it holds the metal Pt.")]
    [InlineData("BBBBBBBB", "it is a borane.")]
    public void What_ChEMBL_leaves_out_is_refused(string smiles, string reason)
    {
        var toolkit = TestToolkit.Needed();

        var refused = Assert.Throws<InvalidDataException>(() => toolkit.Draw(smiles, "X", standardised: true));

        Assert.EndsWith(reason, refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(toolkit.Draw(smiles, "X", standardised: false).Atoms);
    }

    private static int Element(Molecule molecule, int atom) => molecule.Atoms[atom].Element;
}
