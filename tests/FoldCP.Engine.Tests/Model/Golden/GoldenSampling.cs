using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Atoms;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Training;
using static FoldCP.Engine.Tests.Model.Golden.GoldenLayers;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to run what has to do with sampling: the diffusion, and the functions around it.</summary>
internal static class GoldenSampling
{
    private const string Schedule = "schedule";

    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["modules.diffusionv2.AtomDiffusion"] = Diffusion,
        ["align"] = Aligned,
        ["augment"] = Augmented,
        ["frames"] = Frames,
        ["indexing"] = Windows,
    };

    /// <summary>The diffusion's settings among the arguments of the whole.</summary>
    public static DiffusionProcessArgs Process(GoldenCase c)
    {
        c.Ctor.Only("step_scale_random", "null");
        c.Ctor.HaveNoEffect("num_sampling_steps");                                                   // each case says how many
        return c.Ctor.Part<DiffusionProcessArgs>();
    }

    private static Outputs Diffusion(GoldenCase c)
    {
        var score = c.Ctor.Inner("score_model_args");
        score.Only("transformer_post_ln", "false");
        var widths = GoldenModules.Config(score).Widths;
        var module = c.Loaded(new AtomDiffusion(widths, score.Part<ScoreModelArgs>(), Process(c), c.Mesh));
        var known = Known(c, widths.Windows, score.Part<ScoreModelArgs>());
        return c.Kwargs.Has("steps") ? Sampled(c, module, known) : c.Kwargs.Has("loss") ? GoldenTraining.Diffused(c, module, known) : Preconditioned(c, module, known);
    }

    private static Known Known(GoldenCase c, AtomWindows windows, ScoreModelArgs score)
    {
        var plan = GoldenAtoms.Plan(c, windows);
        return new(c.Features(), c.In("s_inputs"), c.In("s_trunk"), new DiffusionConditions(
            plan,
            plan.Windows.Share(c.In("dc.q")),
            plan.Windows.Share(c.In("dc.c")),
            GoldenAtoms.Biases(c, "dc.atom_enc_bias", score.AtomEncoderDepth),
            GoldenAtoms.Biases(c, "dc.atom_dec_bias", score.AtomDecoderDepth),
            ByLayer(c.Block("dc.token_trans_bias"), score.TokenTransformerDepth)));
    }

    /// <summary>One call of the network, and what scales it.</summary>
    public static Outputs Preconditioned(GoldenCase c, AtomDiffusion module, Known known)
    {
        var sigma = c.In("sigma");
        var (denoised, tokens) = module.Denoised(known, c.In("x_noisy"), sigma);
        var outputs = Schedules(c, module);
        outputs["denoised"] = denoised;
        outputs["token_a"] = c.WholeFromShares(tokens, known.Features.Tokens);
        outputs["c_in"] = module.InputScale(sigma);
        outputs["c_skip"] = module.SkipScale(sigma);
        outputs["c_out"] = module.OutputScale(sigma);
        outputs["c_noise"] = module.NoiseTime(sigma);
        outputs["loss_weight"] = DiffusionStep.WeightOf(sigma, module.Process.SigmaData);
        return outputs;
    }

    // A schedule's name ends with how many steps it has.
    private static Outputs Schedules(GoldenCase c, AtomDiffusion module) => c.Outputs
        .Where(name => name.StartsWith(Schedule, StringComparison.Ordinal))
        .ToDictionary(name => name, name => module.Schedule(int.Parse(name[Schedule.Length..], System.Globalization.CultureInfo.InvariantCulture), c.Numbers));

    /// <summary>Structures, and each call of the network on the way to them.</summary>
    public static Outputs Sampled(GoldenCase c, AtomDiffusion module, Known known)
    {
        var (steps, samples) = (c.Kwargs.Int("steps"), c.Kwargs.Int("multiplicity"));
        var options = new PredictOptions { Samples = samples, SamplingSteps = steps, SamplesAtOnce = AtOnce(samples, c.Kwargs.Int("max_parallel_samples", samples)) };
        var (outputs, calls) = (Rotations(c), 0);
        var sampled = module.Sample(known, options, new RecordedNoise(c), _ => { }, Watch(outputs, "", () => calls++));
        outputs["sigmas"] = module.Schedule(steps, c.Numbers);
        outputs["sample_atom_coords"] = sampled.X;
        if (sampled.Tokens is not null)
            outputs["diff_token_repr"] = sampled.Tokens;
        return outputs;
    }

    /// <summary>How many samples the reference denoises at once where it is told the most that it may.</summary>
    public static int AtOnce(int samples, int most)
    {
        int portions = (samples % most) + 1;
        return (samples + portions - 1) / portions;
    }

    private static Outputs Aligned(GoldenCase c)
    {
        c.Kwargs.HaveNoEffect("v2");                                                                 // both versions are one formula
        return One("aligned", RigidMotion.AlignedOnto(c.In("true"), c.In("pred"), c.In("mask") * c.In("weights")));
    }

    // The reference gathers keys by a matrix: which half window [2K] is which part of which window's keys [h*K].
    private static Outputs Windows(GoldenCase c)
    {
        var (count, windows) = (c.Kwargs.Int("K"), new AtomWindows(c.Kwargs.Int("W"), c.Kwargs.Int("H")));
        var half = windows.Queries / 2;
        var halves = eye(2 * count, dtype: c.Numbers).repeat_interleave(half, 0).unsqueeze(0);                         // which half window an atom is of: [1, A, 2K]
        var keys = windows.KeysOf(halves).unflatten(2, -1, half);                                    // [1, K, h, W/2, 2K]
        return new Dictionary<string, Tensor> { ["keys"] = windows.KeysOf(c.In("single")), ["matrix"] = keys.mean([3]).flatten(0, 2).t() };
    }

    /// <summary>The rotations that a case draws.</summary>
    public static Outputs Rotations(GoldenCase c) => c.Outputs.Where(name => name.StartsWith("R.", StringComparison.Ordinal))
        .ToDictionary(name => name, name => RigidMotion.Rotations(c.In($"noise.{name[2..]}.randn")));

    /// <summary>Notes each call of the network under the reference's names.</summary>
    public static AtomDiffusion.Watch Watch(Dictionary<string, Tensor> outputs, string prefix, Func<int> next) => (tHat, noisy, denoised) =>
    {
        var call = $"{prefix}call{next():00}";
        outputs[$"{call}.t_hat"] = tensor(tHat).DetachFromDisposeScope();
        outputs[$"{call}.x_noisy"] = noisy.clone().DetachFromDisposeScope();
        outputs[$"{call}.denoised"] = denoised.clone().DetachFromDisposeScope();
    };

    private static Outputs Augmented(GoldenCase c)
    {
        c.Kwargs.Only("augmentation", "true");
        c.Kwargs.Only("centering", "true");
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
