using FoldCP.Contract;

namespace FoldCP.Engine.Output;

/// <summary>Where a structure comes from: printed into everything that the engine writes.</summary>
public sealed record Provenance
{
    /// <summary>The asker's id of the fold.</summary>
    public required string Fold { get; init; }

    public required string EngineVersion { get; init; }

    public required string Weights { get; init; }

    public required string WeightsSha256 { get; init; }

    /// <summary>False for weights that are not known to be trained.</summary>
    public required bool Trained { get; init; }

    public required long Seed { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What has to be said wherever the structure is shown; null for trained weights.</summary>
    public string? Warning => (Trained, Weights) switch
    {
        (true, _) => null,
        (false, FoldOptions.DemoWeights) => "UNTRAINED DEMO WEIGHTS: this structure and its scores mean nothing.",
        (false, _) => "WEIGHTS NOT KNOWN TO BE TRAINED: this structure and its scores may mean nothing.",
    };
}
