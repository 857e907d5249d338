namespace FoldCP.Engine.Model.Affinity;

/// <summary>How strongly a ligand binds to a complex's proteins.</summary>
/// <param name="Score">the network's answer</param>
/// <param name="Members">what each module of an ensemble says, before any correction</param>
public sealed record AffinityScores(AffinityScore Score, IReadOnlyList<AffinityScore> Members);

/// <summary>A judgement in numbers.</summary>
/// <param name="Value">log10 of an IC50 in µM: lower binds more strongly</param>
/// <param name="Probability">that the ligand binds, 0 to 1</param>
public sealed record AffinityScore(double Value, double Probability);
