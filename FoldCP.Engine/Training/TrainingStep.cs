using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;

namespace FoldCP.Engine.Training;

/// <summary>
/// One pass of Boltz-2 over a complex whose structure is known: all that its losses are made of. Every rank holds all of it, so
/// a loss is to be seeded with one over the ranks; gradients are the sum of theirs.
/// </summary>
internal sealed record TrainingStep
{
    // As the reference weighs them.
    private const double DiffusionWeight = 4;
    private const double DistogramWeight = 0.03;
    private const double BFactorWeight = 0.001;
    private const double ConfidenceWeight = 0.003;

    public required Understanding Trunk { get; init; }

    /// <summary>Sampled on the way, without gradients: what the confidence is trained on [M, A, 3], Å.</summary>
    public required Tensor Sampled { get; init; }

    public required DiffusionStep Diffusion { get; init; }

    public required ConfidenceLogits Confidence { get; init; }

    /// <summary>[1, N, N, distograms, bins]</summary>
    public required Tensor Distogram { get; init; }

    /// <summary>[1, N, bins]; null if the network has no head for it.</summary>
    public required Tensor? BFactor { get; init; }

    /// <param name="network">in training mode</param>
    /// <param name="features">the complex; a batch of one</param>
    /// <param name="target">what is to be found</param>
    /// <param name="options">how structures are sampled for the confidence</param>
    /// <param name="noise">of trunk and sampling</param>
    /// <param name="draws">of the diffusion's step, and of what is left out of updates, as <see cref="LineDropout.From"/> wants them</param>
    public static TrainingStep Of(
        Boltz2 network, FoldFeatures features, TrainingTarget target, PredictOptions options, INoise noise, (DiffusionDraws Diffusion, Func<long, long, Tensor> Dropout) draws)
    {
        using var dropout = LineDropout.From(draws.Dropout);
        var trunk = network.Understand(features, options.RecyclingSteps, noise, Steps.Untold);
        var known = network.Known(features, trunk);
        var sampled = Sampling(() => network.Diffusion.Sample(known, options, noise, _ => { }).X);
        return new()
        {
            Trunk = trunk,
            Distogram = network.Mesh.Whole(network.Distogram(features, trunk), 1, 2, features.Tokens, features.Tokens),
            BFactor = network.BFactorLogits(trunk.S),
            Sampled = sampled,
            Diffusion = DiffusionStep.Of(network.Diffusion, known, target.Structure.Coords, draws.Diffusion),
            Confidence = Judged(network, features, trunk, sampled),
        };
    }

    public TrainingLosses Losses(FoldFeatures features, TrainingTarget target)
    {
        var truth = target.Structure;
        var diffusion = Diffusion.Loss(features, truth.Coords, truth.ResolvedAsDeposited, new());
        var distogram = DistogramLoss.OfMean(Distogram, target.Distogram, target.DistogramMask).mean();
        var bfactor = BFactor is null ? zeros([]) : BFactorLoss.Of(features, BFactor, target.BFactors);
        var confidence = ConfidenceLoss.Of(features, Confidence, Sampled, truth, new() { Pae = 1 });
        return new(
            (DiffusionWeight * diffusion.Total) + (DistogramWeight * distogram) + (BFactorWeight * bfactor) + (ConfidenceWeight * confidence.Total),
            diffusion,
            distogram,
            bfactor,
            confidence);
    }

    private static Tensor Sampling(Func<Tensor> sample)
    {
        using var noGrad = no_grad();
        return sample();
    }

    // The confidence learns from the trunk, but does not teach it.
    private static ConfidenceLogits Judged(Boltz2 network, FoldFeatures features, Understanding trunk, Tensor sampled)
    {
        var (module, mesh, tokens, chains) = (network.Confidence, network.Mesh, features.Tokens, features.AsymId);
        Tensor Whole(Tensor block) => mesh.Whole(block, 1, 2, tokens, tokens);
        var prepared = module.Prepared(features, trunk.SInputs.detach(), trunk.S.detach(), trunk.Z.detach());
        var ofSamples = prepared with { S = prepared.S.expand(sampled.shape[0], -1, -1) };
        var (s, z) = module.Read(features, ofSamples, TrueStructure.OfRepresentatives(features, sampled));
        var (heads, sameChain) = (module.Heads, mesh.RowPart(chains, 1).unsqueeze(2) == mesh.ColPart(chains, 1).unsqueeze(1));
        return new(
            heads.PlddtLogits(features, s),
            Whole(heads.Pde(z, sameChain, tokens, logits => logits)),
            heads.ResolvedLogits(features, s),
            Whole(heads.Pae(z, sameChain, logits => logits)))
        {
            AreOfAtoms = heads.ByAtom,
        };
    }
}

/// <summary>How far a network is off.</summary>
/// <param name="Total">the weighted sum of the others</param>
/// <param name="Diffusion">of denoised structures</param>
/// <param name="Distogram">of distances between tokens</param>
/// <param name="BFactor">0 if the network has no head for it</param>
/// <param name="Confidence">of what it says of its own samples</param>
internal sealed record TrainingLosses(Tensor Total, DiffusionLoss Diffusion, Tensor Distogram, Tensor BFactor, ConfidenceLoss Confidence);
