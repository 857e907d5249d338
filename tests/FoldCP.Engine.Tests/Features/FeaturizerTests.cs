using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Tests.Chemistry;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Features;

public sealed class FeaturizerTests
{
    private const string Peptide = "MKTAYWIAKQRNPGSLCV";

    /// <summary>Recorded cases of proteins only, with the sequences of their chains.</summary>
    public static TheoryData<string, string[]> Cases => new()
    {
        { "data_homodimer", [Peptide, Peptide] },
        { "data_prot_msa", [Peptide] },
        { "data_heterodimer_paired", [Peptide, "GSHMDEFLKRTV"] },
        { "data_cyclic", ["QLEDSEVEAVAKG"] },
        { "data_template", ["GNLYIQWLRDGGPSSGRPPPS"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tokens_are_the_references(string name, string[] sequences)
    {
        var golden = GoldenTensors.Read(name);

        using var features = Features(golden, sequences);

        Same(golden.Numbers("out.feats.token_index"), features.TokenIndex);
        Same(golden.Numbers("out.feats.residue_index"), features.ResidueIndex);
        Same(golden.Numbers("out.feats.asym_id"), features.AsymId);
        Same(golden.Numbers("out.feats.entity_id"), features.EntityId);
        Same(golden.Numbers("out.feats.sym_id"), features.SymId);
        Same(golden.Numbers("out.feats.mol_type"), features.MolType);
        Same(golden.Classes("out.feats.res_type"), features.ResType);
        Same(golden.Numbers("out.feats.token_pad_mask"), features.TokenPadMask);
        Same(golden.Numbers("out.feats.method_feature"), features.MethodFeature);
        Same(golden.Numbers("out.feats.modified"), features.Modified);
        Same(golden.Numbers("out.feats.frames_idx"), features.FramesIdx);
        Same(golden.Classes("out.feats.token_to_rep_atom"), features.TokenToRepAtom);
    }

    [Theory]
    [InlineData("data_cyclic", new[] { "QLEDSEVEAVAKG" })]
    [InlineData("data_template", new[] { "GNLYIQWLRDGGPSSGRPPPS" })]
    public void Alignments_of_a_single_row_are_the_references(string name, string[] sequences)
    {
        var golden = GoldenTensors.Read(name);

        using var features = Features(golden, sequences);

        Same(golden.Numbers("out.feats.msa"), features.Msa);
        Same(golden.Numbers("out.feats.msa_paired"), features.MsaPaired);
        Same(golden.Numbers("out.feats.msa_mask"), features.MsaMask);
        Same(golden.Numbers("out.feats.has_deletion"), features.HasDeletion);
        Same(golden.Numbers("out.feats.deletion_value"), features.DeletionValue);
        Same(golden.Numbers("out.feats.deletion_mean"), features.DeletionMean);
        Same(golden.Numbers("out.feats.profile"), features.Profile);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Atoms_are_the_references_with_its_recorded_draws(string name, string[] sequences)
    {
        var golden = GoldenTensors.Read(name);

        using var features = Features(golden, sequences);

        Same(golden.Numbers("out.feats.atom_pad_mask"), features.AtomPadMask);
        Same(golden.Numbers("out.feats.ref_charge"), features.RefCharge);
        Same(golden.Numbers("out.feats.ref_space_uid"), features.RefSpaceUid);
        Same(golden.Classes("out.feats.ref_element"), features.RefElement);
        Same(golden.Classes("out.feats.ref_atom_name_chars"), features.RefAtomNameChars);
        Same(golden.Classes("out.feats.atom_to_token"), features.AtomToToken);
        Near(golden.Numbers("out.feats.ref_pos"), features.RefPos);
    }

    [Fact]
    public void The_dictionarys_amino_acids_give_the_same_atoms_as_the_recorded_molecules()
    {
        var golden = GoldenTensors.Read("data_homodimer");

        using var features = Featurizer.Of(Target([Peptide, Peptide]), Generation.Boltz2, new PhiloxConformerNoise(1));

        Same(golden.Classes("out.feats.ref_element"), features.RefElement);
        Same(golden.Classes("out.feats.ref_atom_name_chars"), features.RefAtomNameChars);
        Same(golden.Numbers("out.feats.ref_charge"), features.RefCharge);
    }

    [Fact]
    public void Conformers_depend_on_the_seed_and_on_their_place_alone()
    {
        using var first = Featurizer.Of(Target(["MKT", "GGG"]), Generation.Boltz2, new PhiloxConformerNoise(1));
        using var again = Featurizer.Of(Target(["MKTAAAA"]), Generation.Boltz2, new PhiloxConformerNoise(1));
        using var other = Featurizer.Of(Target(["MKT", "GGG"]), Generation.Boltz2, new PhiloxConformerNoise(2));
        int methionineAndLysine = 3 * 17;

        float[] Start(FoldFeatures features) => features.RefPos.data<float>().ToArray()[..methionineAndLysine];

        Assert.Equal(Start(first), Start(again));
        Assert.NotEqual(Start(first), Start(other));
    }

    [Fact]
    public void An_unknown_residue_has_five_atoms_and_no_frame()
    {
        using var features = Featurizer.Of(Target(["GXG"]), Generation.Boltz2, new PhiloxConformerNoise(1));

        Same([9, 22, 9], features.ResType);
        Same([0, 1, 2, 4, 4, 4, 9, 10, 11], features.FramesIdx);
        Same([1, 8, 10], features.TokenToRepAtom);
        Assert.Equal((32, 13), (features.Atoms, (int)features.AtomPadMask.flatten().sum(dim: 0).item<float>()));
    }

    private static FoldFeatures Features(GoldenTensors golden, string[] sequences) =>
        Featurizer.Of(Target(sequences, GoldenMolecules.Read()), Generation.Boltz2, new RecordedConformerNoise(golden));

    private static FoldTarget Target(string[] sequences, MoleculeLibrary? library = null) => new TargetBuilder(library ?? MoleculeLibrary.AminoAcids).From(
        new("case", [.. sequences.Select((sequence, at) => new PolymerInput([$"{(char)('A' + at)}"], ChainKind.Protein, sequence))]));

    private static void Same(double[] expected, Tensor actual) => Assert.Equal(expected, Numbers(actual));

    private static void Near(double[] expected, Tensor actual)
    {
        double[] numbers = Numbers(actual);
        Assert.Equal(expected.Length, numbers.Length);
        Assert.True(expected.Max() > 1);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(Math.Abs(expected[i] - numbers[i]), 0, 2e-5 + (1e-5 * Math.Abs(expected[i])));
    }

    private static double[] Numbers(Tensor tensor)
    {
        using var wide = tensor.to(float64).flatten();
        return wide.data<double>().ToArray();
    }
}
