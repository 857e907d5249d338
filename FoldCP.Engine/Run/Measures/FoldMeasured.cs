using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Run.Measures;

/// <summary>A stage of a fold that was measured.</summary>
/// <param name="Stage">trunk, conditioning, sampling or confidence</param>
/// <param name="Steps">blocks of the trunk and of the confidence, steps of sampling</param>
/// <param name="Seconds">mean over the ranks</param>
/// <param name="Peak">resident memory of a rank at most, bytes; of the ranks the largest</param>
internal sealed record StageMeasured(string Stage, int Steps, double Seconds, double Peak);

/// <summary>
/// What a fold takes from the features to judged structures, between two moments at which all ranks are there; seconds and bytes sent
/// are means over the ranks, memory is that of the rank with the most, in bytes.
/// </summary>
/// <param name="Stages">in their order</param>
/// <param name="Waited">seconds that a rank waited for others</param>
/// <param name="Before">resident memory when nothing was there yet</param>
/// <param name="Weights">when weights were there, and a small complex had been folded</param>
/// <param name="Features">when features were there as well</param>
/// <param name="Sent">bytes</param>
/// <param name="Received">bytes</param>
internal sealed record FoldMeasured(
    IReadOnlyList<StageMeasured> Stages, double Waited, double Before, double Weights, double Features, double Sent, double Received)
{
    // Code that is met for the first time is met here.
    private const int WarmUpTokens = 24;

    public double Seconds => Stages.Sum(stage => stage.Seconds);

    public double Peak => Stages.Max(stage => stage.Peak);

    /// <summary>Above the state after weights and features.</summary>
    public double Above => Peak - Features;

    /// <summary>Lengths of the vectors of all coordinates and of all pLDDT.</summary>
    public IReadOnlyList<double> Digest { get; init; } = [];

    /// <summary>Bytes that a tile store has taken at most, where ranks take turns; their process's memory is that of each.</summary>
    public double Stored { get; init; }

    /// <summary>By one of the ranks, all of which measure together.</summary>
    /// <param name="shape">of the fold</param>
    /// <param name="world">the ranks</param>
    /// <param name="made">the network of a rank, which is given back afterwards; by default one that has weights of its own</param>
    public static FoldMeasured Of(FoldShape shape, ICommunicator world, Func<Mesh, FoldingNetwork>? made = null)
    {
        if (shape.GivesBack)
            FreedMemory.ReleaseLarge(FreedMemory.LargerThanASlice);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        long before = ResidentMemory.Now();
        world.Meet();
        var tally = new Tally();
        ICommunicator watched = new WatchedCommunicator(world, tally);
        var mesh = shape.Mesh is { } forced ? MeshShape.Parse(forced) : MeshShape.Of(world.Size);
        using var network = (made ?? shape.Made)(new Mesh(shape.IsPrompt ? new PromptCommunicator(watched) : watched, mesh.Rows, mesh.Cols));
        _ = Stagewise(network, shape with { Tokens = WarmUpTokens, Steps = FoldOptions.FewestSamplingSteps }, world);
        FreedMemory.Release();
        long weights = ResidentMemory.Now();
        world.Meet();
        (tally.Waited, tally.Sent, tally.Received) = (TimeSpan.Zero, 0, 0);
        var (stages, features, digest) = Stagewise(network, shape, world);
        double[] means = world.Means([.. stages.Select(stage => stage.Seconds), tally.Waited.TotalSeconds, tally.Sent, tally.Received]);
        double[] most = world.Most([.. stages.Select(stage => stage.Peak), before, weights, features]);
        return new([.. stages.Select((stage, at) => stage with { Seconds = means[at], Peak = most[at] })], means[^3], most[^3], most[^2], most[^1], means[^2], means[^1]) { Digest = digest };
    }

    private static (IReadOnlyList<StageMeasured> Stages, long Features, double[] Digest) Stagewise(FoldingNetwork network, FoldShape shape, ICommunicator world)
    {
        using var pause = CollectionPause.Hold();
        using var features = MeasuredNetwork.Features(shape.Tokens, shape.Rows);
        FreedMemory.Release();
        long resident = ResidentMemory.Now();
        var watch = new StageWatch(pause);
        world.Meet();
        watch.Begin();
        using var prediction = network.Predict(features, shape.Options(), new PhiloxNoise(1), watch.Step);
        world.Meet();
        watch.Step(FoldStage.Confidence, 1, 1);
        return (watch.Stages, resident, [Length(prediction.Coordinates), Length(prediction.Plddt)]);
    }

    private static double Length(Tensor x)
    {
        using var scope = NewDisposeScope();
        return Math.Sqrt(x.to(ScalarType.Float64).square().flatten().sum(dim: 0).item<double>());
    }
}
