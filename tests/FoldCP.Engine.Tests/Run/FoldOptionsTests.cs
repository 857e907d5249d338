using FoldCP.Contract;
using FoldCP.Engine.Alignments;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;
using FoldCP.Engine.Run;
using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Run;

/// <summary>Every option of a request changes what it says it changes.</summary>
public sealed class FoldOptionsTests : IDisposable
{
    private static readonly FoldOptions s_short = new(RecyclingSteps: 0, SamplingSteps: 4, Samples: 2);

    private readonly TemporaryFolder _folder = new();

    public FoldOptionsTests()
    {
        File.WriteAllText(_folder.File("pair.yaml"), "sequences:\n- protein: { id: [A, B], sequence: MKTAYGL, msa: rows.a3m }\n- ligand: { id: L, ccd: GOL }\n");
        File.WriteAllText(_folder.File("rows.a3m"), ">q\nMKTAYGL\n>a\nMRSAYGL\n>b\nLRSA-GV\n>c\nWWWWWWW\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_options_give_the_same_structure_and_each_other_option_another()
    {
        string plain = await FoldAsync("plain", s_short);

        Assert.Equal(plain, await FoldAsync("again", s_short));
        // The demo network's own scale, and all the rows that there are.
        Assert.Equal(plain, await FoldAsync("own", s_short with { StepScale = 1, AlignmentRows = 4 }));
        Assert.NotEqual(plain, await FoldAsync("scale", s_short with { StepScale = 1.5 }));
        Assert.NotEqual(plain, await FoldAsync("rows", s_short with { AlignmentRows = 2 }));
        Assert.NotEqual(plain, await FoldAsync("subsampled", s_short with { SubsampledRows = 2 }));
        Assert.NotEqual(plain, await FoldAsync("potentials", s_short with { UsePotentials = true }));
    }

    [Fact]
    public async Task Samples_that_are_shaped_one_by_one_are_the_same()
    {
        var together = await PositionsAsync("together", s_short);
        var alone = await PositionsAsync("alone", s_short with { SamplesAtOnce = 1 });

        Assert.Equal(together.Count, alone.Count);
        Assert.All(together.Zip(alone), pair => Assert.InRange((pair.First - pair.Second).Length(), 0, 0.01));
    }

    [Fact]
    public async Task Boltz_1_is_not_asked_for_a_choice_of_rows()
    {
        var run = Requested("first", s_short with { SubsampledRows = 2, Weights = GoldenCase.Find("full_boltz1_imitate.weights.safetensors") });

        Assert.Equal(ExitCode.Unsupported, await EngineUnderTest.FoldToTheEndAsync(run));
        Assert.StartsWith("Boltz-1 reads whole alignments here.", RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Cause);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(null)]
    public void No_more_rows_of_an_alignment_are_read_than_asked_for(int? rows)
    {
        var builder = new TargetBuilder(MoleculeLibrary.BuiltIn) { AlignmentRows = rows ?? Alignment.MostRows };
        var texts = new PolymerInput(["A"], ChainKind.Protein, "GG") { AlignmentTexts = new(">q\nGG\n>a\nGA\n>b\nAG\n>c\nAA\n", "") };

        Assert.Equal(rows ?? 4, builder.From(InputFile.Read(_folder.File("pair.yaml"))).Alignments[0].Rows.Count);
        Assert.Equal(rows ?? 4, builder.From(new("x", [texts])).Alignments[0].Rows.Count);
        Assert.Equal(rows ?? 4, builder.From(new("x", [texts]) { Components = [MoleculeLibrary.BuiltIn["GOL"] with { Code = "MINE" }] }).Alignments[0].Rows.Count);
    }

    [Theory]
    [InlineData("x-ray diffraction", 1)]
    [InlineData("Solution NMR", 3)]
    [InlineData("EPR", 4)]
    [InlineData("boltz-1", 6)]
    public void A_method_is_a_feature_of_every_token(string name, long number)
    {
        var target = new TargetBuilder(MoleculeLibrary.BuiltIn).From(new("x", [new PolymerInput(["A"], ChainKind.Protein, "GG")]));

        using var features = Featurizer.Of(target with { Method = MethodNames.Find(name)!.Value }, Generation.Boltz2, new PhiloxConformerNoise(1));

        Assert.Equal([number, number], features.MethodFeature.data<long>().ToArray());
    }

    [Fact]
    public void Potentials_without_the_shape_of_a_ligand_are_told_by_its_chain()
    {
        var input = InputFile.Read(_folder.File("pair.yaml")) with { Notes = ["said"] };
        var target = new TargetBuilder(MoleculeLibrary.BuiltIn).From(input);
        var shaped = new TargetBuilder(MoleculeLibrary.BuiltIn, shapes: _ => new()).From(input);

        Assert.Equal(["said"], FoldNotes.Of(input, target, new()));
        Assert.StartsWith("The shape of chain L is not known,", FoldNotes.Of(input, target, new(UsePotentials: true)).Last());
        Assert.Equal(["said"], FoldNotes.Of(input, shaped, new(UsePotentials: true)));
    }

    private RunFolder Requested(string name, FoldOptions options) =>
        Requests.In(_folder, new() { Id = "1", Name = "pair", Input = new("../pair.yaml"), Options = options }, name);

    private async Task<string> FoldAsync(string name, FoldOptions options) => string.Join('\n', await PositionsAsync(name, options));

    private async Task<IReadOnlyList<System.Numerics.Vector3>> PositionsAsync(string name, FoldOptions options)
    {
        var run = Requested(name, options);
        using var engine = EngineUnderTest.Fold(run);
        var (code, said) = await engine.EndAsync();
        Assert.True(code == ExitCode.Done, said);
        return [.. AtomSite.Of(CifFile.Read(run.File("results/structure_0.cif"))).Select(atom => atom.Position)];
    }
}
