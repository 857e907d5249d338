using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Steering;

/// <summary>Leads the particles of one sampling: pushes atoms where potentials fall, and lets likely particles take the place of others.</summary>
internal sealed class Guide : IDisposable
{
    private readonly IReadOnlyList<Potential> _potentials;
    private readonly SteeringOptions _options;
    private readonly int _steps;
    private readonly double _stepScale;
    private readonly Mesh _mesh;
    private Tensor? _formerEnergy;
    private Tensor? _push;

    private Guide(IReadOnlyList<Potential> potentials, SteeringOptions options, int steps, double stepScale, Mesh mesh)
        => (_potentials, _options, _steps, _stepScale, _mesh) = (potentials, options, steps, stepScale, mesh);

    /// <summary>Null where nothing leads.</summary>
    /// <param name="features">the complex</param>
    /// <param name="options">how</param>
    /// <param name="steps">how many there are</param>
    /// <param name="stepScale">how far each of them goes</param>
    /// <param name="mesh">the ranks that have the particles, each all of them</param>
    public static Guide? Of(FoldFeatures features, SteeringOptions options, int steps, double stepScale, Mesh mesh)
    {
        var potentials = Potentials.Of(features, options);
        return options.Resampling || potentials.Any(potential => potential.Restraint is not null) ? new(potentials, options, steps, stepScale, mesh) : null;
    }

    /// <summary>How many particles one structure takes.</summary>
    public int ParticlesEach => _options.ParticlesEach;

    /// <summary>What was pushed in the last step turns with the structures.</summary>
    public void Turn(Tensor rotations) => Keep(ref _push, _push?.matmul(rotations));

    /// <summary>Leads one step.</summary>
    /// <param name="level">its noise, and what of it was stirred in by this step</param>
    /// <param name="particles">[M*P, A, 3], Å</param>
    /// <param name="noise">which chooses survivors</param>
    public Particles Lead(StepLevel level, Particles particles, INoise noise)
    {
        var time = 1 - ((double)level.Step / _steps);
        var isLast = level.Step == _steps - 1;
        var chooses = _options.Resampling && ((level.Step % _options.StepsBetween == 0 && level.Stirred > 0) || isLast);
        var weights = chooses ? Weights(particles, level, time) : null;
        if (_options.Guides && !isLast)
        {
            var push = Pushed(particles.Denoised, time);
            particles = particles with { Denoised = particles.Denoised + push };
            Keep(ref _push, push * (_stepScale * (level.Now - level.Next) / level.Now));
        }

        return weights is null ? particles : Survivors(particles, _mesh.OfFirst(noise.Survivors(level.Step, weights, isLast ? 1 : _options.Particles)));
    }

    public void Dispose()
    {
        _formerEnergy?.Dispose();
        _push?.Dispose();
    }

    // How likely it is that a particle survives: [M, P].
    private Tensor Weights(Particles particles, StepLevel level, double time)
    {
        var energy = zeros(particles.Denoised.shape[0], dtype: particles.Denoised.dtype);
        foreach (var potential in _potentials.Where(potential => potential.Restraint is not null && potential.Resampling(time) > 0))
            energy += potential.Resampling(time) * potential.Restraint!.Energy(particles.Denoised, time);
        var gain = _formerEnergy is null ? -energy : _formerEnergy - energy;
        Keep(ref _formerEnergy, energy);
        return ((_options.Sharpness * gain) + Unguided(particles, level)).view(-1, _options.Particles).softmax(1);
    }

    // How much likelier the stirring is without the push than with it, as a logarithm.
    private Tensor Unguided(Particles particles, StepLevel level)
        => _push is null || level.Stirred <= 0
            ? zeros(particles.Denoised.shape[0], dtype: particles.Denoised.dtype)
            : (particles.Stirred.square() - (particles.Stirred + _push).square()).sum([1, 2]) / (2 * level.Stirred);

    private Tensor Pushed(Tensor denoised, double time)
    {
        var push = zeros_like(denoised);
        for (var number = 0; number < _options.Pushes; number++)
        {
            using var scope = NewDisposeScope();
            var (x, gradient) = (denoised + push, zeros_like(denoised));
            foreach (var potential in _potentials.Where(potential => potential.Restraint is not null && potential.Guidance(time) > 0 && number % potential.Interval == 0))
                gradient += potential.Guidance(time) * potential.Restraint!.Gradient(x, time);
            push.sub_(gradient);
        }

        return push;
    }

    private Particles Survivors(Particles particles, Tensor chosen)
    {
        var rows = (chosen + (arange(chosen.shape[0], dtype: ScalarType.Int64).unsqueeze(1) * _options.Particles)).flatten();
        Tensor Of(Tensor x) => x.index_select(0, rows);
        Keep(ref _formerEnergy, Of(_formerEnergy!));
        Keep(ref _push, _push is null ? null : Of(_push));
        return new(Of(particles.Noisy), Of(particles.Denoised), Of(particles.Stirred), particles.Tokens is { } tokens ? Of(tokens) : null);
    }

    // What one step leaves to the next outlives the step's scope.
    private static void Keep(ref Tensor? kept, Tensor? value)
    {
        kept?.Dispose();
        kept = value?.Keep();
    }
}

/// <summary>Structures of a step [M*P, A, 3], Å.</summary>
/// <param name="Noisy">with noise</param>
/// <param name="Denoised">as the network takes them to be without</param>
/// <param name="Stirred">what of the noise the step stirred in</param>
/// <param name="Tokens">what has been gathered of their tokens; null: nothing is</param>
internal sealed record Particles(Tensor Noisy, Tensor Denoised, Tensor Stirred, Tensor? Tokens);

/// <summary>The noise of a step.</summary>
/// <param name="Step">its number</param>
/// <param name="Now">the level, Å</param>
/// <param name="Next">the level that it leads to, Å</param>
/// <param name="Stirred">the variance of what was stirred in, Å²</param>
internal readonly record struct StepLevel(int Step, double Now, double Next, double Stirred);
