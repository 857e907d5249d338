using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.InTurns;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.InTurns;

/// <summary>Ranks that take turns do the same as those that work at once; everything is large here, so that all is put aside.</summary>
[Collection(SeededTests.Name)]
public sealed class RanksInTurnsTests
{
    public static TheoryData<string> Checks => [.. RankChecks.Names.Where(name => name.Data != "Layer")];

    [Theory]
    [MemberData(nameof(Checks))]
    public void They_do_what_ranks_must(string check) => Run(3, world =>
    {
        RankChecks.All[check](world);
        return true;
    });

    [Theory]
    [InlineData("full_template", 2, 2)]
    [InlineData("full_template", 3, 1)]
    [InlineData("full_v1_pocket", 3, 2)]
    public void They_fold_bit_for_bit_as_those_that_work_at_once(string name, int rows, int cols)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var recording = GoldenCase.Open(name);
        var features = recording.Features();
        float[] Folded(ICommunicator world)
        {
            using var inference = no_grad();
            using var network = GoldenNetworks.Network(recording, new Mesh(world, rows, cols));
            var numbers = new List<float>();
            var options = new PredictOptions { Samples = 2, RecyclingSteps = 1, SamplingSteps = 3 };
            using var x = network.Fold(features, options, new PhiloxNoise(1), Steps.Untold, confidence =>
                numbers.AddRange([.. confidence.Plddt.data<float>(), .. confidence.Pae.flatten().data<float>(), (float)confidence.Scores.ConfidenceScore]));
            return [.. x.data<float>(), .. numbers];
        }

        var atOnce = ThreadCommunicator.Run(rows * cols, Folded);
        var inTurns = Run(rows * cols, Folded);

        Assert.Equal(rows * cols, inTurns.Length);
        Assert.All(atOnce.Zip(inTurns), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public void They_fold_with_lent_weights_as_one_rank_does_in_float64(int rows, int cols)
    {
        using var scope = NewDisposeScope();
        using var owner = LoadedModel.Open(FoldOptions.DemoWeights, precision: Precision.Fp64);
        var features = MeasuredNetwork.Features(tokens: 22, rows: 3).In(ScalarType.Float64);
        double[] Folded(LoadedModel model)
        {
            using var inference = no_grad();
            var numbers = new List<double>();
            var options = new PredictOptions { Samples = 2, RecyclingSteps = 1, SamplingSteps = 3 };
            using var x = model.Network.Fold(features, options, new PhiloxNoise(1), Steps.Untold, confidence => numbers.AddRange([.. confidence.Plddt.data<double>(), confidence.Scores.ConfidenceScore]));
            return [.. x.data<double>(), .. numbers];
        }

        var alone = Folded(owner);
        var inTurns = Run(rows * cols, world =>
        {
            using var lent = owner.Lent(new(world, rows, cols));
            return Folded(lent);
        });

        double size = alone.Max(Math.Abs);
        Assert.All(inTurns, one => Assert.All(alone.Zip(one), pair => Assert.Equal(pair.First, pair.Second, 1e-10 * size)));
    }

    [Fact]
    public void One_works_at_a_time()
    {
        var working = 0;

        var seen = Run(4, world =>
        {
            var most = 0;
            for (var round = 0; round < 20; round++)
            {
                most = Math.Max(most, Interlocked.Increment(ref working));
                Thread.Sleep(1);
                Interlocked.Decrement(ref working);
                _ = world.AllReduce(ones(8), Reduction.Sum);
            }

            return most;
        });

        Assert.All(seen, most => Assert.Equal(1, most));
    }

    [Fact]
    public void Gradients_are_refused()
    {
        var failed = Assert.Throws<AggregateException>(() => Run(2, world =>
        {
            using var grad = enable_grad();
            return world.AllReduce(ones(8), Reduction.Sum).numel();
        }));

        Assert.Contains("cannot record gradients", failed.InnerExceptions[0].Message);
    }

    [Fact]
    public void One_that_fails_fails_them_all_and_says_why()
    {
        var failed = Assert.Throws<AggregateException>(() => Run(3, world =>
        {
            RankChecks.All["Fails"](world);
            return true;
        }));

        Assert.Contains(failed.InnerExceptions, failure => failure is InvalidDataException { Message: "This rank has had enough." });
        Assert.Equal(2, failed.InnerExceptions.Count(failure => failure is OperationCanceledException));
    }

    [Fact]
    public void Those_who_all_wait_for_one_another_are_told_so_at_once()
    {
        var failed = Assert.Throws<AggregateException>(() => Run(2, world =>
            world.Rank == 0 ? world.Broadcast(null, [3], from: 1, like: ones(1)).Wait().numel() : world.AllReduce(ones(3), Reduction.Sum).numel()));

        Assert.Contains("do not agree on what they exchange", Assert.Single(failed.InnerExceptions).Message);
    }

    private static T[] Run<T>(int ranks, Func<ICommunicator, T> work)
    {
        using var folder = new TemporaryFolder();
        using var store = new FileTileStore(folder.Path);
        var results = RanksInTurns.Run(ranks, store, work, large: 1);
        Assert.True(store.Length > 0);
        return results;
    }
}
