using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Features;

/// <summary>The reference's own example inputs and alignments.</summary>
public sealed class ExampleInputsTests
{
    [Theory]
    [InlineData("prot_no_msa.yaml", 117)]
    [InlineData("cyclic_prot.yaml", 13)]
    [InlineData("multimer.yaml", 228)]
    public void Proteins_become_features(string name, int tokens)
    {
        var target = new TargetBuilder(MoleculeLibrary.BuiltIn).From(Read(name));

        using var features = Featurizer.Of(target, Generation.Boltz2, new PhiloxConformerNoise(1));

        Assert.Equal((tokens, 1), ((int)features.Tokens, (int)features.Msa.shape[1]));
    }

    [Fact]
    public void An_alignment_stands_over_both_copies_of_its_protein()
    {
        var input = Read("ligand.yaml");
        var target = new TargetBuilder(MoleculeLibrary.BuiltIn).From(input with { Molecules = [input.Molecules[0]] });

        using var features = Featurizer.Of(target, Generation.Boltz2, new PhiloxConformerNoise(1));

        Assert.Empty(target.Misfits);
        Assert.Equal([1L, 249, 2 * target.Structure.Chains[0].Residues.Count], features.Msa.shape);
        Assert.True(features.Msa[0, 5].equal(features.Msa[0, 5].roll(features.Tokens / 2)).all().item<bool>());
        Assert.Equal(1f, features.Profile[0, 0].sum(dim: 0).item<float>(), 1e-5f);
    }

    [Theory]
    [InlineData("prot_custom_msa.yaml")]
    [InlineData("prot.fasta")]
    public void An_alignment_of_a_longer_sequence_is_told(string name)
    {
        var target = new TargetBuilder(MoleculeLibrary.BuiltIn).From(Read(name));

        Assert.Equal("The first row of chain A's alignment has 136 residues, and the chain has 117.", Assert.Single(target.Misfits));
    }

    [Theory]
    [InlineData("ligand.yaml", "The component SAH is not known here.")]
    [InlineData("ligand.fasta", "The component SAH is not known here.")]
    [InlineData("pocket.yaml", "The component EKY is not known here.")]
    [InlineData("affinity.yaml", "Chain B is given by SMILES, which needs the chemistry toolkit.")]
    public void What_is_not_known_here_is_refused_in_words(string name, string sentence)
    {
        var refused = Assert.Throws<FoldException>(() => new TargetBuilder(MoleculeLibrary.BuiltIn).From(Read(name)));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Proteins_that_name_no_alignment_are_told()
    {
        Assert.Equal(["A", "B"], Read("multimer.yaml").WithoutAlignment);
        Assert.Empty(Read("prot_no_msa.yaml").WithoutAlignment);
    }

    private static FoldInput Read(string name) => InputFile.Read(SharedData.File($"data/msa/boltz_examples/{name}"));
}
