using System.Numerics;
using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Model.Steering;
using FoldCP.Engine.Output;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>The second stage of an affinity: what is around the ligand in the best structure is folded again, and judged.</summary>
internal sealed class AffinityStage
{
    // The network has seen no larger ligand in training.
    private const int UsualAtoms = 56;

    // As the reference has it.
    private const int RecyclingSteps = 5;

    private readonly LoadedModel _model;
    private readonly FoldOptions _options;
    private readonly int _atoms;

    private AffinityStage(LoadedModel model, FoldOptions options, int atoms) => (_model, _options, _atoms) = (model, options, atoms);

    /// <summary>What has to be said of the ligand before; null: nothing.</summary>
    public string? Doubt => _atoms > UsualAtoms
        ? $"The ligand whose affinity is asked for has {_atoms} atoms; networks are trained with at most {UsualAtoms}, and the affinity may be far off."
        : null;

    public string WeightsSha256 => _model.Sha256;

    /// <returns>null where no affinity is asked for</returns>
    /// <exception cref="FoldException">it cannot be predicted</exception>
    public static AffinityStage? Of(FoldTarget target, FoldOptions options, OpenModels models)
    {
        if (target.Affinity is null)
            return null;
        var ligand = target.Structure.Chains[target.Affinity.Chain];
        var model = models.Open(WeightsOf(options, ligand.Id), options.Affinity?.MwCorrection ?? false, AskedOfNetwork.Precision(options));
        return model.Network.JudgesAffinity ? new(model, options, ligand.AtomCount) : throw FoldException.BadInput(
            $"The affinity of chain {ligand.Id} is asked for, and the weights {model.Name} do not predict affinities. Name others (--affinity_checkpoint, or affinity.weights in the request's options).");
    }

    /// <param name="target">what was folded</param>
    /// <param name="best">its most trusted structure</param>
    /// <param name="shape">how the ranks lie</param>
    /// <param name="onStep">told as of any fold</param>
    /// <exception cref="FoldException">there are too few tokens around the ligand for so many ranks</exception>
    public Binding Judge(FoldTarget target, FoldedSample best, MeshShape shape, Action<FoldStage, int, int> onStep)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var (seed, how) = ((ulong)_options.Seed, _options.Affinity ?? new());
        var (features, _) = Featurizer.ForAffinity(target with { Structure = target.Structure.At(Positions(best)) }, new PhiloxConformerNoise(seed));
        MeshChoice.CheckSurroundings(shape, features.Tokens);
        var predict = new PredictOptions
        {
            Samples = how.Samples,
            SamplesAtOnce = 1,
            RecyclingSteps = RecyclingSteps,
            SamplingSteps = how.SamplingSteps,
            StepScale = _options.StepScale,
            Steering = SteeringOptions.None,
        };
        using var prediction = _model.Network.Predict(features with { SubsampledRows = _options.SubsampledRows }, predict, new PhiloxNoise(seed), onStep);
        return new(Finite(prediction.Affinity!), new(_model.Name, _model.Sha256, _model.Trained));
    }

    private static string WeightsOf(FoldOptions options, string ligand) =>
        options.Affinity?.Weights ?? ReleasedWeights.ForAffinity(options.Weights)?.Name ?? throw FoldException.BadInput(
            $"The affinity of chain {ligand} is asked for, and no weights that predict it are named. Name them (--affinity_checkpoint, or affinity.weights "
            + "in the request's options), or take the property out of the input.");

    private static Vector3[] Positions(FoldedSample sample) =>
        [.. sample.Coordinates.Chunk(3).Select(place => new Vector3(place[0], place[1], place[2]))];

    private static AffinityScores Finite(AffinityScores scores) => double.IsFinite(scores.Score.Value) && double.IsFinite(scores.Score.Probability)
        ? scores
        : throw new InvalidOperationException("The network's affinity is not a number.");
}

/// <summary>How strongly a ligand binds, and what predicted that.</summary>
internal sealed record Binding(AffinityScores Scores, AffinityWeights By)
{
    /// <summary>Trained only if the structure's weights are as well.</summary>
    public Provenance Origin(Provenance structure) =>
        structure with { Weights = By.Weights, WeightsSha256 = By.WeightsSha256, Trained = By.Trained && structure.Trained };
}
