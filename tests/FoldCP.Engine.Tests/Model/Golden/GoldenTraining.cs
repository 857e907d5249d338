using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Training;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to run what is recorded of training.</summary>
internal static class GoldenTraining
{
    /// <summary>Gives layers in training the recorded draws.</summary>
    public static IDisposable Dropout(GoldenCase c) => LineDropout.From(DropoutDraws(c));

    private static Func<long, long, Tensor> DropoutDraws(GoldenCase c)
    {
        var noise = new RecordedNoise(c);
        return (items, lines) => noise.Next("rand").view(items, lines);
    }

    /// <summary>One step of the diffusion, given what it knows.</summary>
    public static Outputs Diffused(GoldenCase c, AtomDiffusion module, Known known)
    {
        var (weights, coords, features) = (c.Kwargs.Inner("loss"), Coords(c), known.Features);
        var step = DiffusionStep.Of(module, known, coords, Draws(c, before: 0, module.Process));
        var loss = step.Loss(features, coords, c.In("feats.atom_resolved_mask")[0].to(c.Numbers), new()
        {
            Nucleic = weights.Double("nucleotide_loss_weight", 5),
            Ligand = weights.Double("ligand_loss_weight", 10),
            SmoothLddt = weights.Bool("add_smooth_lddt_loss", true),
        });
        return new Outputs(Of(step, loss)) { ["loss"] = loss.Total };
    }

    /// <summary>A whole step of a network.</summary>
    public static Outputs Trained(GoldenCase c)
    {
        var network = Network(c, c.Mesh);
        var (step, loss) = Step(c, network);
        var outputs = new Outputs(Of(step.Diffusion, loss.Diffusion))
        {
            ["loss"] = loss.Total,
            ["diffusion_loss"] = loss.Diffusion.Total,
            ["disto_loss"] = loss.Distogram,
            ["bfactor_loss"] = loss.BFactor,
            ["confidence_loss"] = loss.Confidence.Total,
            ["s"] = step.Trunk.S,
            ["z"] = c.Whole(step.Trunk.Z, step.Trunk.S.shape[1]),
            ["pdistogram"] = step.Distogram,
            ["sample_atom_coords"] = step.Sampled,
            ["plddt_logits"] = step.Confidence.Plddt,
        };
        foreach (var (name, value) in GoldenLosses.Parts(loss.Confidence))
            outputs["conf." + name] = value;
        return outputs;
    }

    /// <summary>The network of a case.</summary>
    public static Boltz2 Network(GoldenCase c, Mesh mesh)
    {
        c.Ctor.AreKnown();
        return c.Loaded((Boltz2)GoldenNetworks.Built(c.Json, mesh));
    }

    /// <summary>Its step, and how far it is off.</summary>
    public static (TrainingStep Step, TrainingLosses Losses) Step(GoldenCase c, Boltz2 network)
    {
        var (features, samples, steps) = (c.Features(), c.Kwargs.Int("samples"), c.Kwargs.Int("sampling_steps"));
        c.Kwargs.Only("mult", $"{samples}");                                                         // a step has as many structures as it judges
        var options = new PredictOptions
        {
            Samples = samples,
            SamplesAtOnce = samples,                                                                 // the reference's training sets no limit
            RecyclingSteps = c.Kwargs.Int("recycling_steps"),
            SamplingSteps = steps,
            Steering = GoldenSteering.Options(c),
        };
        var target = Target(c, samples);
        var step = TrainingStep.Of(network, features, target, options, new RecordedNoise(c), (Draws(c, before: 1 + (3 * steps), network.Diffusion.Process), DropoutDraws(c)));
        return (step, step.Losses(features, target));
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Of(DiffusionStep step, DiffusionLoss loss) =>
    [
        new("denoised_atom_coords", step.Denoised), new("aligned_true_atom_coords", step.Placed), new("sigmas", step.Levels),
        new("mse_loss", loss.Squared), new("smooth_lddt_loss", loss.SmoothLddt),
    ];

    private static TrainingTarget Target(GoldenCase c, int samples) => new()
    {
        Structure = GoldenLosses.Truth(c, Coords(c).expand(samples, -1, -1), c.In("feats.atom_resolved_mask").to(c.Numbers).expand(samples, -1)),
        Distogram = c.In("feats.disto_target"),
        DistogramMask = c.In("feats.token_disto_mask"),
        BFactors = c.In("feats.bfactor"),
    };

    // [.., A, 3] as recorded, once for each sample of the step where it is recorded only once.
    private static Tensor Coords(GoldenCase c)
    {
        var coords = c.In("feats.coords").flatten(0, -3);
        return coords.shape[0] == 1 && c.Kwargs.Has("multiplicity") ? coords.expand(c.Kwargs.Int("multiplicity"), -1, -1) : coords;
    }

    // The draws of the diffusion, which come after so many others.
    private static DiffusionDraws Draws(GoldenCase c, int before, DiffusionProcessArgs process)
    {
        var noise = new RecordedNoise(c);
        for (var draw = 0; draw < before; draw++)
            noise.Next("randn");
        var levels = noise.Next("randn");
        return process.CoordinateAugmentation
            ? new(levels, noise.Next("randn"), noise.Next("randn_like"), noise.Next("randn_like"))
            : new(levels, zeros(0, 4), zeros(0, 1, 3), noise.Next("randn_like"));                    // neither turned nor shifted
    }
}
