using FoldCP.Contract;
using FoldCP.Engine.Features;

namespace FoldCP.Engine.Model;

/// <summary>The Boltz-2 network: from features to structures with their confidence.</summary>
public sealed class Boltz2 : Module
{
    public Boltz2(Boltz2Config config)
        : base(nameof(Boltz2)) => Config = config;

    public Boltz2Config Config { get; }

    /// <summary>Folds a complex.</summary>
    /// <param name="features">the complex; a batch of one</param>
    /// <param name="options">how</param>
    /// <param name="noise">where randomness comes from</param>
    /// <param name="onStep">told after each step: stage, steps finished, steps in all</param>
    /// <param name="stop">asked before each step</param>
    public FoldPrediction Predict(
        FoldFeatures features, PredictOptions options, INoise noise, Action<FoldStage, int, int>? onStep = null, CancellationToken stop = default)
        => throw new NotSupportedException("The network is not in this build yet.");
}
