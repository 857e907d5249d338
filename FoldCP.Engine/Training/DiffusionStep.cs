using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Diffusion;

namespace FoldCP.Engine.Training;

/// <summary>Known structures, blurred by noise, and what the network makes of them (Karras et al. 2022; AlphaFold 3, section 3.7).</summary>
/// <param name="Denoised">what the network takes them to be [M, A, 3], Å</param>
/// <param name="Placed">what they are, where they were put before noise came to them [M, A, 3], Å</param>
/// <param name="Levels">the noise of each [M], Å</param>
/// <param name="Spread">of coordinates in the training data, Å</param>
internal sealed record DiffusionStep(Tensor Denoised, Tensor Placed, Tensor Levels, double Spread)
{
    private const int Dna = 1;
    private const int Rna = 2;
    private const int NonPolymer = 3;
    private const double Epsilon = 1e-5;

    /// <param name="diffusion">the network</param>
    /// <param name="known">one complex and what the trunk says of it</param>
    /// <param name="coords">what is to be found, once for each sample [M, A, 3], Å</param>
    /// <param name="draws">the step's randomness</param>
    public static DiffusionStep Of(AtomDiffusion diffusion, Known known, Tensor coords, DiffusionDraws draws)
    {
        using var scope = NewDisposeScope();
        var (process, samples) = (diffusion.Process, coords.shape[0]);
        var levels = process.SigmaData * ((draws.Levels * process.LevelSpread) + process.LevelMean).exp();
        if (process.SynchronizeSigmas)
            levels = levels.expand(samples);
        var placed = coords - RigidMotion.Centre(coords, known.Features.AtomPadMask.expand(samples, -1));
        if (process.CoordinateAugmentation)
            placed = placed.matmul(RigidMotion.Rotations(draws.Quaternions)) + draws.Shifts;
        var (denoised, _) = diffusion.Denoised(known, placed + (levels.view(-1, 1, 1) * draws.Noise), levels);
        scope.MoveToOuter(denoised, placed, levels);
        return new(denoised, placed, levels, process.SigmaData);
    }

    /// <summary>How far the network is off.</summary>
    /// <param name="features">the complex</param>
    /// <param name="coords">what was to be found [M, A, 3], Å</param>
    /// <param name="resolved">1 for atoms that are resolved [A]</param>
    /// <param name="weights">how much kinds of atoms count</param>
    public DiffusionLoss Loss(FoldFeatures features, Tensor coords, Tensor resolved, DiffusionWeights weights)
    {
        using var scope = NewDisposeScope();
        var kind = KindOfAtoms(features);
        var isNucleic = (kind == Dna).logical_or(kind == Rna).to(coords.dtype);
        var weight = 1 + (weights.Nucleic * isNucleic) + (weights.Ligand * (kind == NonPolymer).to(coords.dtype));
        var error = SquaredError((weight * resolved).unsqueeze(0));
        var lddt = weights.SmoothLddt ? SmoothLddt.Loss(Denoised, coords, isNucleic, resolved) : zeros([], dtype: coords.dtype);
        var total = error + lddt;
        scope.MoveToOuter(total, error, lddt);
        return new(total, error, lddt);
    }

    /// <summary>How much squared errors count at each level [M], so that all count alike.</summary>
    internal static Tensor WeightOf(Tensor levels, double spread) => (levels.square() + Math.Pow(spread, 2)) / (levels * spread).square();

    private Tensor SquaredError(Tensor weight)
    {
        var target = RigidMotion.AlignedOnto(Placed, Denoised, weight.expand(Denoised.shape[0], -1));
        var ofAtoms = (Denoised - target).square().sum(-1);
        var ofSamples = (ofAtoms * weight).sum(dim: 1) / ((3 * weight).sum(dim: 1) + Epsilon);
        return (ofSamples * WeightOf(Levels, Spread)).mean();
    }

    private static Tensor KindOfAtoms(FoldFeatures features)
        => features.MolType[0].index_select(0, features.AtomToToken[0].clamp(min: 0));
}

/// <summary>The randomness of a step, standard normal.</summary>
/// <param name="Levels">one for each sample, or for all [M or 1]</param>
/// <param name="Quaternions">how samples are turned [M, 4]</param>
/// <param name="Shifts">how they are shifted [M, 1, 3]</param>
/// <param name="Noise">that blurs them [M, A, 3]</param>
internal sealed record DiffusionDraws(Tensor Levels, Tensor Quaternions, Tensor Shifts, Tensor Noise);

/// <summary>How far denoised structures are off.</summary>
/// <param name="Total">the sum of the others</param>
/// <param name="Squared">the squared error of positions</param>
/// <param name="SmoothLddt">of distances</param>
internal sealed record DiffusionLoss(Tensor Total, Tensor Squared, Tensor SmoothLddt);

/// <summary>How much more atoms count than those of proteins.</summary>
public sealed record DiffusionWeights
{
    public double Nucleic { get; init; } = 5;

    public double Ligand { get; init; } = 10;

    /// <summary>Whether distances count besides positions.</summary>
    public bool SmoothLddt { get; init; } = true;
}
