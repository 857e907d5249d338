using FoldCP.Engine.Model;

namespace FoldCP.Engine.Output;

/// <summary>One sampled structure of a complex, without padding and ready to be written.</summary>
/// <param name="Sample">its number in the run, from 0</param>
/// <param name="Rank">0 for the best confidence</param>
/// <param name="Coordinates">Å [atoms, 3], in the complex's order</param>
/// <param name="Plddt">0 to 1, one per residue</param>
/// <param name="Scores">the whole structure in numbers</param>
public sealed record FoldedSample(int Sample, int Rank, float[] Coordinates, float[] Plddt, SampleScores Scores);
