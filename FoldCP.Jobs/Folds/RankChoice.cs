namespace FoldCP.Jobs.Folds;

/// <summary>How many ranks fold a complex, and what each of them takes.</summary>
/// <param name="Ranks">how many</param>
/// <param name="BytesEach">memory of each at most</param>
/// <param name="Why">so many, in the user's words</param>
public sealed record RankChoice(int Ranks, double BytesEach, string Why);
