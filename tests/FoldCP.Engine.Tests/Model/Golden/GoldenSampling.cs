using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Atoms;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Parallel;
using static FoldCP.Engine.Tests.Model.Golden.GoldenLayers;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to run what has to do with sampling: the diffusion, and the functions around it.</summary>
internal static class GoldenSampling
{
    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["modules.diffusionv2.AtomDiffusion"] = c => c.Kwargs.Has("steps") ? Sampled(c) : c.Kwargs.Has("loss") ? GoldenTraining.Diffused(c, Module(c), Known(c, c.Features())) : Preconditioned(c),
        ["align"] = c => One("aligned", RigidMotion.AlignedOnto(c.In("true"), c.In("pred"), c.In("mask") * c.In("weights"))),
        ["augment"] = Augmented,
        ["frames"] = Frames,
        ["indexing"] = c => One("keys", new AtomWindows(c.Kwargs.Int("W"), c.Kwargs.Int("H")).KeysOf(c.In("single"))),
    };

    private static AtomDiffusion Module(GoldenCase c)
    {
        var score = c.Ctor.Inner("score_model_args");
        return c.Loaded(new AtomDiffusion(
            GoldenModules.Config(score).Widths, Boltz2Config.Part<ScoreModelArgs>(score.Json), Boltz2Config.Part<DiffusionProcessArgs>(c.Ctor.Json), Mesh.Serial));
    }

    private static Known Known(GoldenCase c, FoldFeatures features)
    {
        var score = Boltz2Config.Part<ScoreModelArgs>(c.Ctor.Inner("score_model_args").Json);
        return new(features, c.In("s_inputs"), c.In("s_trunk"), new DiffusionConditions(
            c.In("dc.q"),
            c.In("dc.c"),
            WindowsByLayer(c.In("dc.atom_enc_bias"), score.AtomEncoderDepth),
            WindowsByLayer(c.In("dc.atom_dec_bias"), score.AtomDecoderDepth),
            ByLayer(c.In("dc.token_trans_bias"), score.TokenTransformerDepth)));
    }

    private static Outputs Preconditioned(GoldenCase c)
    {
        var (module, sigma) = (Module(c), c.In("sigma"));
        var (denoised, _) = module.Denoised(Known(c, c.Features()), c.In("x_noisy"), sigma);
        return new Dictionary<string, Tensor>
        {
            ["denoised"] = denoised,
            ["schedule5"] = module.Schedule(5),
            ["schedule200"] = module.Schedule(200),
            ["c_in"] = module.InputScale(sigma),
            ["c_skip"] = module.SkipScale(sigma),
            ["c_out"] = module.OutputScale(sigma),
            ["c_noise"] = module.NoiseTime(sigma),
        };
    }

    private static Outputs Sampled(GoldenCase c)
    {
        var (steps, samples) = (c.Kwargs.Int("steps"), c.Kwargs.Int("multiplicity"));
        var options = new PredictOptions { Samples = samples, SamplingSteps = steps, SamplesAtOnce = c.Kwargs.Int("max_parallel_samples", samples) };
        var (module, outputs, calls) = (Module(c), Rotations(c), 0);
        outputs["sigmas"] = module.Schedule(steps);
        outputs["sample_atom_coords"] = module.Sample(Known(c, c.Features()), options, new RecordedNoise(c), _ => { }, Watch(outputs, "", () => calls++)).X;
        return outputs;
    }

    /// <summary>The rotations that a case draws.</summary>
    public static Outputs Rotations(GoldenCase c) => c.Outputs.Where(name => name.StartsWith("R.", StringComparison.Ordinal))
        .ToDictionary(name => name, name => RigidMotion.Rotations(c.In($"noise.{name[2..]}.randn")));

    /// <summary>Notes each call of the network under the reference's names.</summary>
    public static AtomDiffusion.Watch Watch(Dictionary<string, Tensor> outputs, string prefix, Func<int> next) => (tHat, noisy, denoised) =>
    {
        var call = $"{prefix}call{next():00}";
        outputs[$"{call}.t_hat"] = tensor((float)tHat).DetachFromDisposeScope();
        outputs[$"{call}.x_noisy"] = noisy.clone().DetachFromDisposeScope();
        outputs[$"{call}.denoised"] = denoised.clone().DetachFromDisposeScope();
    };

    private static Outputs Augmented(GoldenCase c)
    {
        var centre = RigidMotion.Centre(c.In("x"), c.In("mask"));
        var (rotation, shift) = (RigidMotion.Rotations(c.In("noise.000.randn")), c.In("noise.001.randn_like") * c.Kwargs.Double("s_trans"));
        return new Dictionary<string, Tensor>
        {
            ["R.000"] = rotation,
            ["a"] = (c.In("x") - centre).matmul(rotation) + shift,
            ["b"] = (c.In("x2") - centre).matmul(rotation) + shift,
        };
    }

    private static Outputs Frames(GoldenCase c)
    {
        var (atoms, valid) = TokenFrames.Of(c.Features(), c.In("x"), c.Kwargs.Bool("inference") ? null : c.In("resolved_mask")[0]);
        return new Dictionary<string, Tensor> { ["frames_idx"] = atoms.unsqueeze(0), ["mask"] = valid.unsqueeze(0) };
    }
}
