using FoldCP.Contract;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Output;

/// <summary>One sampled structure, without padding and ready to be written.</summary>
/// <param name="Sample">its number in the run, from 0</param>
/// <param name="Rank">0 for the best confidence</param>
/// <param name="Coordinates">Å [atoms, 3], in the structure's order</param>
/// <param name="Plddt">0 to 1, one per token, or one per atom where the network judges each</param>
/// <param name="Scores">the whole structure in numbers</param>
public sealed record FoldedSample(int Sample, int Rank, float[] Coordinates, float[] Plddt, SampleScores Scores)
{
    /// <summary>Its scores as the contract tells them.</summary>
    public SampleResult Result => new()
    {
        Sample = Sample,
        Rank = Rank,
        ConfidenceScore = Scores.ConfidenceScore,
        Ptm = Scores.Ptm,
        Iptm = Scores.Iptm,
        ComplexPlddt = Scores.ComplexPlddt,
        ComplexIplddt = Scores.ComplexIplddt,
        ComplexPde = Scores.ComplexPde,
        ComplexIpde = Scores.ComplexIpde,
    };
}
