namespace FoldCP.Engine.Training;

/// <summary>All that a network is held to on one complex.</summary>
public sealed record TrainingTarget
{
    /// <summary>The structure, once for each sample.</summary>
    public required TrueStructure Structure { get; init; }

    /// <summary>Distributions of distances, one for each conformation [1, N, N, conformations, bins].</summary>
    public required Tensor Distogram { get; init; }

    /// <summary>1 for tokens whose place in distograms is known [1, N].</summary>
    public required Tensor DistogramMask { get; init; }

    /// <summary>Of atoms, Å²; 0 where not known [1, A].</summary>
    public required Tensor BFactors { get; init; }
}
