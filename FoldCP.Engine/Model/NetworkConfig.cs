namespace FoldCP.Engine.Model;

/// <summary>
/// The shape of a network, under the names that its checkpoints give their hyperparameters (snake case in JSON). Settings that
/// only training reads are ignored. Here is what all generations have.
/// </summary>
public abstract record NetworkConfig
{
    public required int AtomS { get; init; }

    public required int AtomZ { get; init; }

    public required int TokenS { get; init; }

    public required int TokenZ { get; init; }

    public int NumBins { get; init; } = 64;

    public int AtomFeatureDim { get; init; } = 128;

    public int AtomsPerWindowQueries { get; init; } = 32;

    public int AtomsPerWindowKeys { get; init; } = 128;

    public required EmbedderArgs EmbedderArgs { get; init; }

    public required MsaArgs MsaArgs { get; init; }

    public required PairformerArgs PairformerArgs { get; init; }

    public required ScoreModelArgs ScoreModelArgs { get; init; }

    public required DiffusionProcessArgs DiffusionProcessArgs { get; init; }

    public required ConfidenceModelArgs ConfidenceModelArgs { get; init; }
}
