using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model;

/// <summary>The Boltz-2 network: from features to structures with their confidence.</summary>
public sealed class Boltz2 : Module
{
    private readonly Mesh _mesh;
    private readonly PairInputs _inputs;
    private readonly InputEmbedder input_embedder;
    private readonly Linear s_init;
    private readonly Linear z_init_1;
    private readonly Linear z_init_2;
    private readonly RelativePositionEncoder rel_pos;
    private readonly Linear token_bonds;
    private readonly Embedding? token_bonds_type;
    private readonly ContactConditioning contact_conditioning;
    private readonly LayerNorm s_norm;
    private readonly LayerNorm z_norm;
    private readonly Linear s_recycle;
    private readonly Linear z_recycle;
    private readonly TemplateModule? template_module;
    private readonly MSAModule msa_module;
    private readonly PairformerModule pairformer_module;
    private readonly DiffusionConditioning diffusion_conditioning;
    private readonly AtomDiffusion structure_module;
    private readonly DistogramModule distogram_module;
    private readonly BFactorModule? bfactor_module;
    private readonly ConfidenceModule confidence_module;
    private readonly AffinityModule? affinity_module;
    private readonly AffinityModule? affinity_module1;
    private readonly AffinityModule? affinity_module2;
    private readonly AffinityEnsemble? _affinity;

    /// <param name="config">its shape</param>
    /// <param name="mesh">the ranks that share it; one if not given</param>
    public Boltz2(Boltz2Config config, Mesh? mesh = null)
        : base(nameof(Boltz2))
    {
        (Config, _mesh) = (config, mesh ?? Mesh.Serial);
        var (s, z) = (config.TokenS, config.TokenZ);
        input_embedder = new(config, _mesh);
        s_init = nn.Linear(s, s, hasBias: false);
        (z_init_1, z_init_2) = (nn.Linear(s, z, hasBias: false), nn.Linear(s, z, hasBias: false));
        rel_pos = new(z, config.FixSymCheck, config.CyclicPosEnc, _mesh);
        token_bonds = nn.Linear(1, z, hasBias: false);
        token_bonds_type = config.BondTypeFeature ? nn.Embedding(PairInputs.BondKinds, z) : null;
        contact_conditioning = new(z, config.ConditioningCutoffMin, config.ConditioningCutoffMax, _mesh);
        _inputs = new(rel_pos, token_bonds, token_bonds_type, contact_conditioning, _mesh);
        (s_norm, z_norm) = (nn.LayerNorm(s), nn.LayerNorm(z));
        (s_recycle, z_recycle) = (nn.Linear(s, s, hasBias: false), nn.Linear(z, z, hasBias: false));
        template_module = config.UseTemplates
            ? new(z, config.TemplateArgs ?? new(), config.UseTemplatesV2 ? TemplateView.Visibility : TemplateView.Chain, _mesh)
            : null;
        msa_module = new(s, z, config.MsaArgs, _mesh);
        pairformer_module = new(s, z, config.PairformerArgs, _mesh);
        diffusion_conditioning = new(config, _mesh);
        structure_module = new(config.Widths, config.ScoreModelArgs, config.DiffusionProcessArgs, _mesh);
        distogram_module = new(z, config.NumBins, _mesh);
        bfactor_module = config.PredictBfactor ? new(s, config.NumBins) : null;
        confidence_module = new(config, _mesh);
        AffinityModule? Affinity(AffinityModelArgs? args, bool isIn) => config.AffinityPrediction && isIn ? new(s, z, args!, _mesh) : null;
        affinity_module = Affinity(config.AffinityModelArgs, !config.AffinityEnsemble);
        affinity_module1 = Affinity(config.AffinityModelArgs1, config.AffinityEnsemble);
        affinity_module2 = Affinity(config.AffinityModelArgs2, config.AffinityEnsemble);
        _affinity = AffinityEnsemble.Of([affinity_module, affinity_module1, affinity_module2], config.AffinityMwCorrection, _mesh);
        RegisterComponents();
    }

    public Boltz2Config Config { get; }

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
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (plddt, scores) = (new List<Tensor>(), new List<SampleScores>());
        AffinityScores? affinity = null;
        var x = Fold(features, options, noise, new Steps(onStep, stop), confidence =>
        {
            plddt.Add(confidence.Plddt.MoveToOtherDisposeScope(scope));
            scores.Add(confidence.Scores);
        }, scores => affinity = scores);
        var prediction = new FoldPrediction { Coordinates = x, Plddt = cat(plddt), Scores = scores, Affinity = affinity };
        scope.Detach(prediction.Coordinates, prediction.Plddt);
        return prediction;
    }

    /// <summary>Structures [M, A, 3], Å, each of which has been judged.</summary>
    internal Tensor Fold(
        FoldFeatures features, PredictOptions options, INoise noise, Steps progress, Action<SampleConfidence> judged, Action<AffinityScores>? bound = null)
    {
        using var scope = NewDisposeScope();
        var trunk = Understand(features, options.RecyclingSteps, noise, progress);
        var x = Sample(features, trunk, options, noise, progress);
        Judge(features, trunk, x, progress, judged, bound);
        return scope.MoveToOuter(x);
    }

    /// <summary>The trunk: what the network knows about tokens and pairs before any structure.</summary>
    internal Understanding Understand(FoldFeatures features, int recyclingSteps, INoise noise, Steps progress)
    {
        using var scope = NewDisposeScope();
        var sInputs = input_embedder.call(features);
        var sStart = s_init.call(sInputs);
        var zStart = _inputs.AddTo(
            _mesh.RowPart(z_init_1.call(sInputs), 1).unsqueeze(2) + _mesh.ColPart(z_init_2.call(sInputs), 1).unsqueeze(1), features);
        var (s, z) = (zeros_like(sStart), zeros_like(zStart));
        var (step, steps) = (0, (recyclingSteps + 1) * BlocksOfRound(features));
        for (var round = 0; round <= recyclingSteps; round++)
        {
            using var inner = NewDisposeScope();
            var (s1, z1) = (sStart + s_recycle.call(s_norm.call(s)), Recycled(z).Plus(zStart.alias()));
            s.Dispose();
            z.Dispose();
            (s, z) = Round(features, sInputs, s1, z1, noise, round, () => progress.Before(FoldStage.Trunk, step++, steps));
            inner.MoveToOuter(s, z);
        }

        progress.Before(FoldStage.Trunk, steps, steps);
        scope.MoveToOuter(sInputs, s, z);
        return new(sInputs, s, z);
    }

    /// <summary>Structures [M, A, 3], Å.</summary>
    internal Tensor Sample(FoldFeatures features, Understanding trunk, PredictOptions options, INoise noise, Steps progress, AtomDiffusion.Watch? watch = null)
    {
        using var scope = NewDisposeScope();
        var known = new Known(features, trunk.SInputs, trunk.S, Conditions(features, trunk));
        var x = structure_module.Sample(known, options, noise, step => progress.Before(FoldStage.Sampling, step, options.SamplingSteps), watch).X;
        progress.Before(FoldStage.Sampling, options.SamplingSteps, options.SamplingSteps);
        return scope.MoveToOuter(x);
    }

    /// <summary>
    /// How far to trust each structure, and how strongly the ligand binds in the most trusted. The trunk's pairs are given back
    /// as soon as they are read.
    /// </summary>
    /// <param name="features">the complex</param>
    /// <param name="trunk">what the network knows of it; not to be used again</param>
    /// <param name="x">structures [M, A, 3], Å</param>
    /// <param name="progress">told before each block of each sample</param>
    /// <param name="judged">told of each sample, in their order; the tensors are its own until it returns</param>
    /// <param name="bound">told of the affinity where it is asked for and the network can tell</param>
    internal void Judge(
        FoldFeatures features, Understanding trunk, Tensor x, Steps progress, Action<SampleConfidence> judged, Action<AffinityScores>? bound = null)
    {
        using var scope = NewDisposeScope();
        var contacts = _mesh.Whole(distogram_module.Contacts(trunk.Z, features.Tokens), 1, 2, features.Tokens, features.Tokens);
        var prepared = confidence_module.Prepared(features, trunk.SInputs, trunk.S, trunk.Z);
        var affinity = features.Affinity is null ? null : _affinity;
        if (affinity is null)
            trunk.Z.Dispose();
        var representatives = Representatives(features, x);
        var (step, steps) = (0, ((int)x.shape[0] * confidence_module.Blocks) + (affinity?.Blocks ?? 0));
        var best = (Sample: 0, Iptm: double.NegativeInfinity);
        for (var sample = 0; sample < x.shape[0]; sample++)
        {
            using var inner = NewDisposeScope();
            var (atoms, tokens) = (x.narrow(0, sample, 1), representatives.narrow(0, sample, 1));
            var read = confidence_module.Read(features, prepared, tokens, BeforeBlock);
            var confidence = SampleConfidence.Of(confidence_module.Heads, _mesh, features, read, (atoms, tokens), contacts);
            best = confidence.Scores.Iptm > best.Iptm ? (sample, confidence.Scores.Iptm) : best;
            judged(confidence);
        }

        if (affinity is not null)
        {
            var sInputs = input_embedder.call(features with { Profile = features.Affinity!.Profile, DeletionMean = features.Affinity.DeletionMean });
            bound?.Invoke(affinity.Judge(features, sInputs, trunk.Z, representatives.narrow(0, best.Sample, 1), BeforeBlock));
            trunk.Z.Dispose();
        }

        progress.Before(FoldStage.Confidence, steps, steps);

        void BeforeBlock() => progress.Before(FoldStage.Confidence, step++, steps);
    }

    /// <summary>Each token's B-factor as logits [B, N, bins]; null if the network has no head for it.</summary>
    internal Tensor? BFactorLogits(Tensor s) => bfactor_module?.call(s);

    // [M, A, 3] -> [M, N, 3]; padding tokens lie at the origin.
    internal static Tensor Representatives(FoldFeatures features, Tensor x)
    {
        var atom = features.TokenToRepAtom[0];
        return x.index_select(1, atom.clamp(min: 0)) * (atom >= 0).to(x.dtype).view(1, -1, 1);
    }

    private DiffusionConditions Conditions(FoldFeatures features, Understanding trunk)
    {
        using var positions = rel_pos.Of(features);
        return diffusion_conditioning.Of(features, trunk.S, trunk.Z, positions);
    }

    private (Tensor S, Tensor Z) Round(FoldFeatures features, Tensor sInputs, Tensor s, Tensor z, INoise noise, int round, Action beforeBlock)
    {
        var mask = _mesh.Pairs(features.TokenPadMask);
        if (template_module?.Read(z, features, mask, beforeBlock) is { } known)
            z = z.Plus(known);
        z = z.Plus(msa_module.Read(z, sInputs, features, noise, round, beforeBlock));
        return pairformer_module.Updated((s, z), features.TokenPadMask, mask, beforeBlock);
    }

    private int BlocksOfRound(FoldFeatures features) => (template_module?.BlocksFor(features) ?? 0) + msa_module.Blocks + pairformer_module.Blocks;

    private Tensor Recycled(Tensor z)
        => Chunks.Along(dim: 1, Chunks.Of(z.shape[2] * z.shape[3]), z, rows => z_recycle.call(z_norm.call(rows)));
}

/// <summary>What the trunk has understood.</summary>
/// <param name="SInputs">embedded tokens [B, N, C]</param>
/// <param name="S">tokens [B, N, C]</param>
/// <param name="Z">pairs [B, i, j, D]</param>
internal sealed record Understanding(Tensor SInputs, Tensor S, Tensor Z);
