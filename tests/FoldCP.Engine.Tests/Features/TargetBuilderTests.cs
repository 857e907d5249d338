using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tests.Chemistry;

namespace FoldCP.Engine.Tests.Features;

public sealed class TargetBuilderTests
{
    [Theory]
    [InlineData(27)]
    [InlineData(63)]
    [InlineData(703)]
    public void Any_number_of_chains_has_ids_of_several_letters(int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(at => $"C{at}x")];

        var target = Builder().From(new("many", [new PolymerInput(ids, ChainKind.Protein, "GA")]));
        using var features = Featurizer.Of(target, Generation.Boltz2, new PhiloxConformerNoise(1));

        Assert.Equal(ids, target.Structure.Chains.Select(chain => chain.Id));
        Assert.Equal(2 * count, features.Tokens);
        Assert.Equal(count - 1, features.AsymId[0, -1].item<long>());
        Assert.Equal(count - 1, features.SymId[0, -1].item<long>());
        Assert.Equal(0, features.EntityId[0, -1].item<long>());
    }

    [Fact]
    public void A_ligand_by_smiles_is_refused_in_words_where_no_toolkit_is()
    {
        var refused = Assert.Throws<FoldException>(() => Builder().From(new("x", [new SmilesInput(["L"], "CC")])));

        Assert.Equal(FoldCP.Contract.FailureKind.Unsupported, refused.Kind);
        Assert.StartsWith("Chain L is given by SMILES, which needs the chemistry toolkit.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_toolkit_says_of_a_ligand_is_told_with_its_chain()
    {
        var builder = new TargetBuilder(MoleculeLibrary.AminoAcids, (smiles, _, _) => throw new InvalidDataException($"{smiles} is no SMILES."));

        Assert.Equal("Chain L: C( is no SMILES.", Assert.Throws<FoldException>(() => builder.From(new("x", [new SmilesInput(["L"], "C(")]))).Message);
    }

    [Fact]
    public void An_unknown_component_is_named()
    {
        var refused = Assert.Throws<FoldException>(() => Builder().From(new("x", [new ComponentInput(["L"], ["SAH"])])));

        Assert.StartsWith("The component SAH is not known here.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_modification_of_another_kind_of_chain_is_refused()
    {
        var protein = new PolymerInput(["A"], ChainKind.Protein, "GA") { Modifications = [new(1, "ALA")] };
        var rna = new PolymerInput(["R"], ChainKind.Rna, "N") { Modifications = [new(1, "ALA")] };

        Assert.Equal("ALA", Builder().From(new("x", [protein])).Structure.Chains[0].Residues[0].Form.Name);
        Assert.Contains("ALA is not of the kind of its chain", Assert.Throws<FoldException>(() => Builder().From(new("x", [rna]))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "N", "A constraint names residue 3 of chain A, which has 2.")]
    [InlineData(1, "CB", "A constraint names atom CB of residue 1 of chain A, a GLY, which has no such atom in the chain.")]
    public void A_bond_to_nothing_is_refused(int residue, string atom, string sentence)
    {
        var input = new FoldInput("x", [new PolymerInput(["A"], ChainKind.Protein, "GA")]) { Bonds = [new(new("A", residue, atom), new("A", 1, "N"))] };

        Assert.Equal(sentence, Assert.Throws<FoldException>(() => Builder().From(input)).Message);
    }

    [Fact]
    public void A_bond_between_the_ends_makes_a_ring_of_the_first_chain()
    {
        var input = new FoldInput("x", [new PolymerInput(["A"], ChainKind.Protein, "GAG")]) { Bonds = [new(new("A", 3, "C"), new("A", 1, "N"))] };

        using var features = Featurizer.Of(Builder().From(input), Generation.Boltz2, new PhiloxConformerNoise(1));

        Assert.Equal([3f, 3, 3], features.CyclicPeriod.data<float>().ToArray());
        Assert.Equal([0L, 0, 6, 0, 0, 0, 6, 0, 0], features.TypeBonds!.On(Mesh.Serial).data<long>().ToArray());
        Assert.Equal([0f, 0, 1, 0, 0, 0, 1, 0, 0], features.TokenBonds!.On(Mesh.Serial).data<float>().ToArray());
    }

    [Fact]
    public void A_modified_residue_is_one_token_for_boltz_2_and_one_for_each_atom_for_boltz_1()
    {
        var input = new FoldInput("x", [new PolymerInput(["A"], ChainKind.Protein, "GSG") { Modifications = [new(2, "SEP")] }]);
        var structure = new TargetBuilder(GoldenMolecules.Read()).From(input).Structure;

        Assert.Equal(3, TokenList.Of(structure, Generation.Boltz2).Count);
        Assert.Equal(2 + structure.Chains[0].Residues[1].Form.Atoms.Count, TokenList.Of(structure, Generation.Boltz1).Count);
    }

    [Fact]
    public void What_only_Boltz_2_can_be_asked_is_refused_for_Boltz_1()
    {
        var target = Builder().From(new("x", [new PolymerInput(["A"], ChainKind.Protein, "GAG"), new PolymerInput(["B"], ChainKind.Protein, "GG")]));
        var pocket = new Pocket(1, [new(0, 0)], MaxDistance: 6, Force: false);

        Refused(target with { Contacts = [new(new(0, 0), new(1, 0), 6, false)] }, "Boltz-1 knows no contacts.");
        Refused(target with { Affinity = new(1, 100) }, "Boltz-1 predicts no affinity.");
        Refused(target with { Pockets = [pocket, pocket] }, "Boltz-1 knows one pocket at most.");
        Refused(target with { Pockets = [pocket with { MaxDistance = 7 }] }, "Boltz-1 knows pockets of 6 Å only.");
        Refused(target with { Pockets = [pocket with { Force = true }] }, "Boltz-1 cannot be forced into a pocket.");
        Refused(target with { Templates = [new("t", target.Structure, [], false, double.PositiveInfinity)] }, "Boltz-1 knows no templates.");
        using var features = Featurizer.Of(target with { Pockets = [pocket] }, Generation.Boltz1, new PhiloxConformerNoise(1));
        Assert.Equal([2L, 1, 1, 3, 3], features.Pocket!.data<long>().ToArray());
    }

    private static void Refused(FoldTarget target, string sentence)
    {
        var refused = Assert.Throws<FoldException>(() => Featurizer.Of(target, Generation.Boltz1, new PhiloxConformerNoise(1)));

        Assert.Equal(FoldCP.Contract.FailureKind.Unsupported, refused.Kind);
        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    private static TargetBuilder Builder() => new(MoleculeLibrary.AminoAcids);
}
