using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model;

/// <summary>A network that folds: from features to structures with their confidence. The networks differ in their parts alone.</summary>
public abstract class FoldingNetwork : Module
{
    // It has no modules as fields: torch would not see those of a base class.
    private protected FoldingNetwork(string name)
        : base(name)
    {
    }

    /// <summary>Which features it reads.</summary>
    public abstract Generation Generation { get; }

    public abstract Widths Widths { get; }

    /// <summary>How large its parts are.</summary>
    public abstract NetworkConfig Shape { get; }

    /// <summary>Whether it can say how strongly a ligand binds.</summary>
    public bool JudgesAffinity => Parts.Affinity is not null;

    private protected abstract NetworkParts Parts { get; }

    internal ConfidenceModule Confidence => Parts.Confidence;

    internal AtomDiffusion Diffusion => Parts.Diffusion;

    internal Mesh Mesh => Parts.Mesh;

    /// <summary>In which numbers it computes.</summary>
    public Precision Precision { get; private set; }

    /// <summary>Chooses, once its weights are loaded, in which numbers it computes from now on.</summary>
    public void ComputeIn(Precision precision)
    {
        precision.ApplyTo(this);
        Precision = precision;
    }

    /// <summary>Folds a complex.</summary>
    /// <param name="features">the complex; a batch of one</param>
    /// <param name="options">how</param>
    /// <param name="noise">where randomness comes from</param>
    /// <param name="onStep">
    /// told as a stage begins and after each of its steps: stage, steps finished, steps in all. Of the trunk a step is a block
    /// in a round, of the confidence a block for a sample.
    /// </param>
    /// <param name="stop">asked before each step</param>
    /// <exception cref="OperationCanceledException">stopped</exception>
    public FoldPrediction Predict(
        FoldFeatures features, PredictOptions options, INoise noise, Action<FoldStage, int, int>? onStep = null, CancellationToken stop = default)
        => Predict(features, options, noise, Milestones.AllMade, onStep, stop);

    /// <inheritdoc cref="Predict(FoldFeatures, PredictOptions, INoise, Action{FoldStage, int, int}, CancellationToken)"/>
    internal FoldPrediction Predict(
        FoldFeatures features, PredictOptions options, INoise noise, Milestones milestones, Action<FoldStage, int, int>? onStep = null, CancellationToken stop = default)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        Precision.ChooseProducts();
        var (plddt, scores) = (new List<Tensor>(), new List<SampleScores>());
        AffinityScores? affinity = null;
        var x = Fold(features.In(Precision.Wide), options, noise, new Steps(onStep, stop), confidence =>
        {
            plddt.Add(confidence.Plddt.MoveToOtherDisposeScope(scope));
            if (options.PairErrors is { } take)
                PairErrorRows.Hand(Mesh, features.Tokens, scores.Count, confidence, take);
            scores.Add(confidence.Scores);
        }, scores => affinity = scores, milestones);
        var prediction = new FoldPrediction
        {
            Coordinates = x.to(ScalarType.Float32),
            Plddt = cat(plddt).to(ScalarType.Float32),
            Scores = scores,
            Affinity = affinity,
        };
        scope.Detach(prediction.Coordinates, prediction.Plddt);
        return prediction;
    }

    /// <summary>Structures [M, A, 3], Å, each of which has been judged.</summary>
    internal Tensor Fold(
        FoldFeatures features, PredictOptions options, INoise noise, Steps progress, Action<SampleConfidence> judged, Action<AffinityScores>? bound = null,
        Milestones? milestones = null)
    {
        using var scope = NewDisposeScope();
        milestones ??= Milestones.AllMade;
        var trunk = milestones.Trunk(() => Understand(features, options.RecyclingSteps, noise, progress));
        var sampled = milestones.Samples(() => Sample(features, trunk, options, noise, progress));
        Judge(features, trunk, sampled, progress, judged, bound);
        return scope.MoveToOuter(sampled.X);
    }

    /// <summary>The trunk: what the network knows about tokens and pairs before any structure.</summary>
    internal Understanding Understand(FoldFeatures features, int recyclingSteps, INoise noise, Steps progress)
        => Parts.Trunk.Module.Understand(features, recyclingSteps, noise, progress);

    /// <summary>How far apart it takes tokens to be, as logits [B, i, j, distograms, bins].</summary>
    internal Tensor Distogram(FoldFeatures features, Understanding trunk) => Parts.Distogram.call(trunk.Z, features.Tokens);

    /// <summary>What the diffusion is to know of a complex.</summary>
    internal Known Known(FoldFeatures features, Understanding trunk)
        => new(features, trunk.SInputs, trunk.S, Parts.Conditions(features, trunk.S, trunk.Z, () => Parts.Trunk.Module.Positions(features)));

    /// <summary>Structures [M, A, 3], Å.</summary>
    internal Sampled Sample(FoldFeatures features, Understanding trunk, PredictOptions options, INoise noise, Steps progress, AtomDiffusion.Watch? watch = null)
    {
        using var scope = NewDisposeScope();
        var known = Known(features, trunk);
        var sampled = Parts.Diffusion.Sample(known, options, noise, step => progress.Before(FoldStage.Sampling, step, options.SamplingSteps), watch);
        progress.Before(FoldStage.Sampling, options.SamplingSteps, options.SamplingSteps);
        return sampled with { X = scope.MoveToOuter(sampled.X), Tokens = sampled.Tokens is null ? null : scope.MoveToOuter(sampled.Tokens) };
    }

    /// <summary>
    /// How far to trust each structure, and how strongly the ligand binds in the most trusted. The trunk's pairs are given back
    /// as soon as they are read.
    /// </summary>
    /// <param name="features">the complex</param>
    /// <param name="trunk">what the network knows of it; not to be used again</param>
    /// <param name="sampled">structures</param>
    /// <param name="progress">told before each block of each sample</param>
    /// <param name="judged">told of each sample, in their order; the tensors are its own until it returns</param>
    /// <param name="bound">told of the affinity where it is asked for and the network can tell</param>
    internal void Judge(
        FoldFeatures features, Understanding trunk, Sampled sampled, Steps progress, Action<SampleConfidence> judged, Action<AffinityScores>? bound = null)
    {
        using var scope = NewDisposeScope();
        var (mesh, module, x) = (Parts.Mesh, Parts.Confidence, sampled.X);
        var contacts = Parts.Distogram.Contacts(trunk.Z, features.Tokens);
        var prepared = module.Prepared(features, trunk.SInputs, trunk.S, trunk.Z);
        var affinity = features.Affinity is null ? null : Parts.Affinity;
        if (affinity is null)
            trunk.Z.Dispose();
        var representatives = Representatives(features, x);
        var (step, steps) = (0, ((int)x.shape[0] * module.Blocks) + (affinity?.Blocks ?? 0));
        var best = (Sample: 0, Iptm: double.NegativeInfinity);
        for (var sample = 0; sample < x.shape[0]; sample++)
        {
            using var inner = NewDisposeScope();
            var (atoms, tokens) = (x.narrow(0, sample, 1), representatives.narrow(0, sample, 1));
            var read = module.Read(features, prepared, tokens, BeforeBlock, sampled.Tokens?.narrow(0, sample, 1));
            var confidence = SampleConfidence.Of(module.Heads, mesh, features, read, (atoms, tokens), contacts);
            best = confidence.Scores.Iptm > best.Iptm ? (sample, confidence.Scores.Iptm) : best;
            judged(confidence);
        }

        if (affinity is not null)
        {
            var sInputs = Parts.Trunk.Module.Embedded(features with { Profile = features.Affinity!.Profile, DeletionMean = features.Affinity.DeletionMean });
            bound?.Invoke(affinity.Judge(features, sInputs, trunk.Z, mesh.OfFirst(representatives.narrow(0, best.Sample, 1)), BeforeBlock));
            trunk.Z.Dispose();
        }

        progress.Before(FoldStage.Confidence, steps, steps);

        void BeforeBlock() => progress.Before(FoldStage.Confidence, step++, steps);
    }

    // [M, A, 3] -> [M, N, 3]; padding tokens lie at the origin.
    internal static Tensor Representatives(FoldFeatures features, Tensor x)
    {
        var atom = features.TokenToRepAtom[0];
        return x.index_select(1, atom.clamp(min: 0)) * (atom >= 0).to(x.dtype).view(1, -1, 1);
    }
}
