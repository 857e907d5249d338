using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Diffusion;

/// <summary>What the network thinks of tokens stays with the ranks that share them, until the confidence module wants it.</summary>
[Collection(SeededTests.Name)]
public sealed class GatheredTokensTests
{
    private const string Sequence = "GWAKG";
    private const int Samples = 2;

    private static readonly Widths s_widths = Boltz1Config.WidthsOf(atomS: 8, atomZ: 4, tokenS: 6, tokenZ: 4, atomFeatureDim: 389, new(Queries: 32, Keys: 128));

    private static readonly ScoreModelArgs s_score = new()
    {
        DimFourier = 8,
        AtomEncoderDepth = 1,
        AtomEncoderHeads = 2,
        TokenTransformerDepth = 1,
        TokenTransformerHeads = 2,
        AtomDecoderDepth = 1,
        AtomDecoderHeads = 2,
        MakesConditions = true,
    };

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    public void Tokens_of_all_steps_travel_once_where_they_are_gathered_and_else_never(int rows, int cols)
    {
        var gathering = Sampled(rows, cols, gathers: true);
        var other = Sampled(rows, cols, gathers: false);

        Assert.All(gathering, rank => Assert.Equal([Samples, Sequence.Length, 2 * s_widths.TokenS], rank.Tokens!));
        Assert.All(other, rank => Assert.Null(rank.Tokens));
        Assert.Equal(gathering.Select(rank => Samples * (Sequence.Length - rank.Share) * 2 * s_widths.TokenS), gathering.Zip(other, (one, less) => one.Received - less.Received));
    }

    private static (long Received, long[]? Tokens, long Share)[] Sampled(int rows, int cols, bool gathers)
    {
        var features = Featurizer.Of(
            new TargetBuilder(MoleculeLibrary.AminoAcids).From(new("peptide", [new PolymerInput(["A"], ChainKind.Protein, Sequence)])),
            Generation.Boltz1,
            new PhiloxConformerNoise(1));
        return [.. ThreadCommunicator.Run(rows * cols, world =>
        {
            using var noGrad = no_grad();
            using var scope = NewDisposeScope();
            var tally = new CountingCommunicator.Tally();
            var mesh = new Mesh(new CountingCommunicator(world, tally), rows, cols);
            using var diffusion = new AtomDiffusion(s_widths, s_score, DiffusionProcessArgs.Boltz1Prediction with { AccumulateTokenRepr = gathers }, mesh);
            var (s, z) = (zeros(1, Sequence.Length, s_widths.TokenS), mesh.Scatter(zeros(1, Sequence.Length, Sequence.Length, s_widths.TokenZ), 1, 2));
            var known = new Known(features, zeros(1, Sequence.Length, s_widths.Inputs), s, diffusion.Conditions(features, s, z, () => z.clone()));
            var sampled = diffusion.Sample(known, new PredictOptions { Samples = Samples, SamplesAtOnce = 1, SamplingSteps = 3 }, new PhiloxNoise(1), _ => { });
            return (tally.Received, sampled.Tokens?.shape, mesh.Shares(Sequence.Length).Of(world.Rank).Length);
        })];
    }
}
