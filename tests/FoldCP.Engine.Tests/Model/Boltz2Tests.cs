using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model;

/// <summary>The whole network with its demo weights.</summary>
public sealed class Boltz2Tests
{
    private const string Sequence = "MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQ";

    private static readonly PredictOptions Short = new() { SamplingSteps = 4, RecyclingSteps = 1 };

    [Fact]
    public void The_same_seed_gives_the_same_structure()
    {
        using var first = Folded(Sequence, seed: 1, Short);
        using var second = Folded(Sequence, seed: 1, Short);

        Assert.Equal(0, Difference(first.Coordinates, second.Coordinates));
        Assert.Equal(0, Difference(first.Plddt, second.Plddt));
    }

    [Fact]
    public void Another_seed_gives_another_structure()
    {
        using var first = Folded(Sequence, seed: 1, Short);
        using var second = Folded(Sequence, seed: 2, Short);

        Assert.True(Difference(first.Coordinates, second.Coordinates) > 1);
    }

    [Fact]
    public void Another_sequence_gives_another_structure()
    {
        using var first = Folded(Sequence, seed: 1, Short);
        using var second = Folded("L" + Sequence[1..].Replace('L', 'I'), seed: 1, Short);

        var shared = Math.Min(first.Coordinates.shape[1], second.Coordinates.shape[1]);

        Assert.True(Difference(first.Coordinates.narrow(1, 0, shared), second.Coordinates.narrow(1, 0, shared)) > 1);
    }

    [Fact]
    public void A_sample_does_not_depend_on_how_many_are_drawn_or_denoised_together()
    {
        using var one = Folded(Sequence, seed: 1, Short);
        using var three = Folded(Sequence, seed: 1, Short with { Samples = 3, SamplesAtOnce = 2 });

        Assert.Equal(3, three.Coordinates.shape[0]);
        Assert.Equal(3, three.Scores.Count);
        Assert.True(Difference(one.Coordinates[0], three.Coordinates[0]) < 0.01);
        Assert.True(Difference(three.Coordinates[0], three.Coordinates[1]) > 1);
    }

    [Fact]
    public void Structures_are_finite_and_of_a_proteins_size()
    {
        var errors = new List<float>();
        using var fold = Folded(Sequence, seed: 1, new() { SamplingSteps = 20 });
        Judge(Sequence, seed: 1, Short, confidence => errors.AddRange([confidence.Pae.max().item<float>(), confidence.Pde.max().item<float>()]));

        var centred = fold.Coordinates[0] - fold.Coordinates[0].mean([0], keepdim: true);
        Assert.InRange(centred.square().sum(1).mean().sqrt().item<float>(), 3, 60);
        Assert.InRange(fold.Plddt.min().item<float>(), 0, 1);
        Assert.InRange(fold.Plddt.max().item<float>(), 0, 1);
        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.InRange(error, 0, 32));
        Assert.InRange(fold.Scores[0].ConfidenceScore, 0, 1);
        Assert.True(fold.Scores[0].Iptm > 0);
    }

    [Fact]
    public void Stages_are_told_in_their_order()
    {
        var told = new List<(FoldStage Stage, int Step, int Of)>();

        using var fold = Folded(Sequence, seed: 1, Short with { Samples = 2 }, (stage, step, of) => told.Add((stage, step, of)));

        // Two rounds of an alignment block and a pairformer block; two samples, each read by one block.
        Assert.Equal([.. Steps(FoldStage.Trunk, 4), .. Steps(FoldStage.Sampling, 4), .. Steps(FoldStage.Confidence, 2)], told);

        static IEnumerable<(FoldStage, int, int)> Steps(FoldStage stage, int of) => Enumerable.Range(0, of + 1).Select(step => (stage, step, of));
    }

    [Theory]
    [InlineData(FoldStage.Trunk, 1)]
    [InlineData(FoldStage.Sampling, 2)]
    [InlineData(FoldStage.Confidence, 1)]
    public void A_fold_that_nobody_wants_ends_at_its_next_step(FoldStage unwanted, int at)
    {
        using var stop = new CancellationTokenSource();
        (FoldStage Stage, int Step)? last = null;

        Assert.Throws<OperationCanceledException>(() => Folded(
            Sequence,
            seed: 1,
            Short with { Samples = 2 },
            (stage, step, _) =>
            {
                last = (stage, step);
                if (last == (unwanted, at))
                    stop.Cancel();
            },
            stop));

        Assert.Equal((unwanted, at), last);
    }

    private static FoldPrediction Folded(
        string sequence, ulong seed, PredictOptions options, Action<FoldStage, int, int>? onStep = null, CancellationTokenSource? stop = null)
    {
        using var model = LoadedModel.Open(FoldOptions.DemoWeights);
        using var features = Features(sequence, seed);
        return model.Network.Predict(features, options, new PhiloxNoise(seed), onStep, stop?.Token ?? TestContext.Current.CancellationToken);
    }

    private static void Judge(string sequence, ulong seed, PredictOptions options, Action<SampleConfidence> judged)
    {
        using var noGrad = no_grad();
        using var model = LoadedModel.Open(FoldOptions.DemoWeights);
        using var features = Features(sequence, seed);
        model.Network.Fold(features, options, new PhiloxNoise(seed), Steps.Untold, judged).Dispose();
    }

    private static FoldFeatures Features(string sequence, ulong seed)
    {
        var pair = new TargetBuilder(MoleculeLibrary.AminoAcids).From(new("pair", [new PolymerInput(["A", "B"], ChainKind.Protein, sequence)]));
        return Featurizer.Of(pair, Generation.Boltz2, new PhiloxConformerNoise(seed));
    }

    private static float Difference(Tensor a, Tensor b) => (a - b).abs().max().item<float>();
}
