using FoldCP.Engine.Model.Steering;

namespace FoldCP.Engine.Model;

/// <summary>How to run the network on one complex.</summary>
public sealed record PredictOptions
{
    /// <summary>How many structures to sample.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>How many samples are denoised together: more is faster and takes more memory.</summary>
    public int SamplesAtOnce { get; init; } = 5;

    /// <summary>How often the trunk reads its own result again.</summary>
    public int RecyclingSteps { get; init; } = 3;

    public int SamplingSteps { get; init; } = 200;

    /// <summary>How far each step of sampling goes: less gives structures that differ more; null: the network's own.</summary>
    public double? StepScale { get; init; }

    /// <summary>How sampling is led beyond what the network says.</summary>
    public SteeringOptions Steering { get; init; } = new();

    /// <summary>
    /// Who is given the errors of every pair, as soon as a sample is judged: all rows of one kind in their order, then those of the other, on the
    /// first rank alone. All ranks name somebody, or nobody does: null.
    /// </summary>
    public Action<PairErrorRows>? PairErrors { get; init; }
}
