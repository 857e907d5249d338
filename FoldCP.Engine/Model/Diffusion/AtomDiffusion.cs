using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Steering;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>Samples structures by removing noise step by step (Karras et al. 2022; AlphaFold 3, algorithm 18).</summary>
public sealed class AtomDiffusion : Module
{
    private readonly DiffusionProcessArgs _args;
    private readonly int _tokenDim;
    private readonly Mesh _mesh;
    private readonly DiffusionModule score_model;
    private readonly OutTokenFeatUpdate? out_token_feat_update;

    public AtomDiffusion(Widths widths, ScoreModelArgs score, DiffusionProcessArgs process, Mesh mesh)
        : base(nameof(AtomDiffusion))
    {
        (_args, _tokenDim, _mesh) = (process, 2 * widths.TokenS, mesh);
        score_model = new(widths, score, mesh);
        out_token_feat_update = process.AccumulateTokenRepr ? new(widths.TokenS, score.DimFourier) : null;
        RegisterComponents();
    }

    internal DiffusionProcessArgs Process => _args;

    /// <summary>One call of the network during sampling, for whoever compares it.</summary>
    internal delegate void Watch(double tHat, Tensor noisy, Tensor denoised);

    /// <summary>Noise levels from the largest down, and 0 at the end [steps + 1], Å.</summary>
    public Tensor Schedule(int steps, ScalarType type = ScalarType.Float32)
    {
        using var scope = NewDisposeScope();
        var (first, last) = (Math.Pow(_args.SigmaMax, 1 / _args.Rho), Math.Pow(_args.SigmaMin, 1 / _args.Rho));
        var way = arange(steps, dtype: type) / (steps - 1);
        var sigmas = (first + (way * (last - first))).pow(_args.Rho) * _args.SigmaData;
        return scope.MoveToOuter(functional.pad(sigmas, [0, 1]));
    }

    /// <inheritdoc cref="DiffusionModule.Conditions"/>
    public DiffusionConditions Conditions(FoldFeatures features, Tensor s, Tensor z, Func<Tensor> positions) => score_model.Conditions(features, s, z, positions);

    /// <summary>What the network takes the structure to be, given it with noise.</summary>
    /// <param name="known">the complex and what the trunk says of it</param>
    /// <param name="noisy">[M, A, 3], Å</param>
    /// <param name="sigma">the noise level of each [M], Å</param>
    /// <returns>[M, A, 3], Å, and this rank's share of the network's tokens [M, n, 2C]</returns>
    public (Tensor Denoised, Tensor Tokens) Denoised(Known known, Tensor noisy, Tensor sigma)
    {
        using var scope = NewDisposeScope();
        var (level, data) = (sigma.view(-1, 1, 1), _args.SigmaData);
        var (update, tokens) = score_model.Of(known, InputScale(level) * noisy, NoiseTime(sigma));
        return scope.MoveToOuter((SkipScale(level) * noisy) + (OutputScale(level) * update), tokens);
    }

    /// <summary>How the network's input is scaled to unit variance.</summary>
    internal Tensor InputScale(Tensor sigma) => 1 / (sigma.square() + Math.Pow(_args.SigmaData, 2)).sqrt();

    internal Tensor SkipScale(Tensor sigma) => Math.Pow(_args.SigmaData, 2) / (sigma.square() + Math.Pow(_args.SigmaData, 2));

    internal Tensor OutputScale(Tensor sigma) => sigma * _args.SigmaData / (Math.Pow(_args.SigmaData, 2) + sigma.square()).sqrt();

    internal Tensor NoiseTime(Tensor sigma) => (sigma / _args.SigmaData).clamp(min: 1e-20).log() * 0.25;

    /// <summary>Samples structures of one complex.</summary>
    /// <param name="known">the complex and what the trunk says of it</param>
    /// <param name="options">how many, in how many steps</param>
    /// <param name="noise">where randomness comes from</param>
    /// <param name="beforeStep">told the number of each step before it begins</param>
    /// <param name="watch">told of each call of the network</param>
    internal Sampled Sample(Known known, PredictOptions options, INoise noise, Action<int> beforeStep, Watch? watch = null)
    {
        using var scope = NewDisposeScope();
        var type = known.Features.RefPos.dtype;
        var sigmas = Schedule(options.SamplingSteps, type).to(ScalarType.Float64).data<double>().ToArray();
        var (mask, stepScale) = (known.Features.AtomPadMask, options.StepScale ?? _args.StepScale);
        using var guide = Guide.Of(known.Features, options.Steering, options.SamplingSteps, stepScale, _mesh);
        var samples = options.Samples * (guide?.ParticlesEach ?? 1);
        var x = sigmas[0] * noise.Start(samples, known.Features.Atoms).to(type);
        var gathered = out_token_feat_update is null ? null : _mesh.Share(x.new_zeros(1).expand(samples, known.Features.Tokens, _tokenDim), 1).clone();
        for (var step = 0; step < options.SamplingSteps; step++)
        {
            beforeStep(step);
            using var inner = NewDisposeScope();
            var (level, noisy, stirred) = Stirred(x, step, (sigmas[step], sigmas[step + 1]), noise, guide);
            var (denoised, tokens) = InPortions(known, noisy, level.Now, options.SamplesAtOnce, watch);
            var ofTokens = tokens is null ? null : Gathered(gathered!, tokens, level.Now);
            if (guide is not null)
                (noisy, denoised, _, ofTokens) = guide.Lead(level, new(noisy, denoised, stirred, ofTokens), noise);
            if (_args.AlignmentReverseDiff)
                noisy = RigidMotion.AlignedOnto(noisy, denoised, mask.expand(noisy.shape[0], -1));
            var next = noisy + (stepScale * (level.Next - level.Now) * ((noisy - denoised) / level.Now));
            x.Dispose();
            x = inner.MoveToOuter(next);
            gathered = ofTokens is null ? null : inner.MoveToOuter(ofTokens);
        }

        scope.MoveToOuter(x);
        return new(x, gathered is null ? null : scope.MoveToOuter(_mesh.WholeFromShares(gathered, 1, known.Features.Tokens)));
    }

    private Tensor Gathered(Tensor gathered, Tensor tokens, double level)
    {
        var more = out_token_feat_update!.call(NoiseTime(full(tokens.shape[0], level, dtype: tokens.dtype)), gathered, tokens);
        gathered.Dispose();
        return more;
    }

    /// <summary>Centres, turns and shifts the structures, and adds a little noise back.</summary>
    private (StepLevel Level, Tensor X, Tensor Stirred) Stirred(Tensor x, int step, (double Now, double Next) sigma, INoise noise, Guide? guide)
    {
        var (quaternions, shifts) = noise.Pose(step, (int)x.shape[0]);
        var rotations = RigidMotion.Rotations(quaternions.to(x.dtype));
        guide?.Turn(rotations);
        x = (x - x.mean([1], keepdim: true)).matmul(rotations) + shifts.to(x.dtype);
        var gamma = sigma.Next <= _args.GammaMin ? 0 : x.dtype is ScalarType.Float64 ? _args.Gamma0 : (float)_args.Gamma0;   // the reference keeps it in its tensors' type
        var level = sigma.Now * (1 + gamma);
        var variance = Math.Pow(_args.NoiseScale, 2) * ((level * level) - (sigma.Now * sigma.Now));
        var stirred = Math.Sqrt(variance) * noise.Stir(step, (int)x.shape[0], x.shape[1]).to(x.dtype);
        return (new(step, level, sigma.Next, variance), x + stirred, stirred);
    }

    // This rank's share of tokens, where they are gathered.
    private (Tensor Denoised, Tensor? Tokens) InPortions(Known known, Tensor noisy, double level, int atOnce, Watch? watch)
    {
        var portions = noisy.split(atOnce, dim: 0).Select(portion =>
        {
            var (denoised, tokens) = Denoised(known, portion, full(portion.shape[0], level, dtype: portion.dtype));
            watch?.Invoke(level, portion, denoised);
            return (Denoised: denoised, Tokens: tokens);
        }).ToList();
        return (cat([.. portions.Select(portion => portion.Denoised)]), out_token_feat_update is null ? null : cat([.. portions.Select(portion => portion.Tokens)]));
    }
}

/// <summary>Sampled structures.</summary>
/// <param name="X">[M, A, 3], Å</param>
/// <param name="Tokens">what the diffusion thought of the tokens on its way [M, N, 2C]; null where that is not gathered</param>
internal sealed record Sampled(Tensor X, Tensor? Tokens);
