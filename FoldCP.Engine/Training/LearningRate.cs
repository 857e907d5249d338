namespace FoldCP.Engine.Training;

/// <summary>AlphaFold 3's learning rate: it rises in a line, stays, and then falls by a factor every so many steps.</summary>
public sealed record LearningRate
{
    public double Base { get; init; }

    public double Largest { get; init; } = 1.8e-3;

    public int WarmupSteps { get; init; } = 1_000;

    public int DecayAfter { get; init; } = 50_000;

    public int DecayEvery { get; init; } = 50_000;

    public double DecayFactor { get; init; } = 0.95;

    /// <summary>The rate of a step, counted from 0.</summary>
    public double At(int step)
    {
        if (WarmupSteps > DecayAfter)
            throw new InvalidOperationException($"A rate cannot fall after {DecayAfter} steps while it rises for {WarmupSteps}.");
        if (step <= WarmupSteps)
            return Base + (step / (double)WarmupSteps * Largest);
        return step > DecayAfter ? Largest * Math.Pow(DecayFactor, ((step - DecayAfter) / DecayEvery) + 1) : Largest;
    }
}
