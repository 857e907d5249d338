using System.Diagnostics;
using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>What a fold takes, from the features to judged structures: means over the ranks, between two moments at which all were there.</summary>
/// <param name="Stages">seconds of each, in their order</param>
/// <param name="Waited">seconds that a rank waited for others</param>
internal sealed record FoldTiming(IReadOnlyList<StageTime> Stages, double Waited)
{
    // Code that is met for the first time is met here.
    private const int WarmUpTokens = 24;

    public double Seconds => Stages.Sum(stage => stage.Seconds);

    /// <param name="shape">of the fold</param>
    /// <param name="world">the ranks</param>
    /// <param name="isPrompt">whether each message is waited for at once</param>
    public static FoldTiming Of(FoldShape shape, ICommunicator world, bool isPrompt)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var tally = new Tally();
        ICommunicator watched = new WatchedCommunicator(world, tally);
        var mesh = MeshShape.Of(world.Size);
        // All ranks have the same weights.
        random.manual_seed(1);
        using var network = Subjects.Loaded(shape.Config(), new Mesh(isPrompt ? new PromptCommunicator(watched) : watched, mesh.Rows, mesh.Cols));
        network.ComputeIn(shape.Precision());
        _ = Stagewise(network, shape with { Tokens = WarmUpTokens, Steps = FoldOptions.FewestSamplingSteps }, world);
        tally.Waited = TimeSpan.Zero;
        var stages = Stagewise(network, shape, world);
        double[] means = world.Means([.. stages.Select(stage => stage.Seconds), tally.Waited.TotalSeconds]);
        return new([.. stages.Zip(means, (stage, seconds) => stage with { Seconds = seconds })], means[^1]);
    }

    private static StageTime[] Stagewise(FoldingNetwork network, FoldShape shape, ICommunicator world)
    {
        using var pause = CollectionPause.Hold();
        using var features = shape.Features();
        var times = new StageClock();
        world.Meet();
        times.Begin();
        network.Predict(features, shape.Options(), new PhiloxNoise(1), (stage, step, of) =>
        {
            times.Note(stage, step);
            // As a fold does.
            pause.Renew();
            if (stage != FoldStage.Sampling || step == 0 || step == of)
                FreedMemory.Release();
        }).Dispose();
        world.Meet();
        times.Note(FoldStage.Confidence, 1);
        return times.All;
    }

    // Conditions are what comes before sampling's first step.
    private sealed class StageClock
    {
        private readonly OrderedDictionary<string, double> _seconds = [];
        private long _last;

        public StageTime[] All => [.. _seconds.Select(stage => new StageTime(stage.Key, stage.Value))];

        public void Begin() => _last = Stopwatch.GetTimestamp();

        public void Note(FoldStage stage, int step)
        {
            string name = stage == FoldStage.Sampling && step == 0 ? "conditioning" : stage.ToString().ToLowerInvariant();
            _seconds[name] = _seconds.GetValueOrDefault(name) + Stopwatch.GetElapsedTime(_last).TotalSeconds;
            Begin();
        }
    }
}

/// <summary>What a stage takes.</summary>
internal sealed record StageTime(string Stage, double Seconds);
