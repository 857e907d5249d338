namespace FoldCP.Contract.Planning;

/// <summary>What a fold is expected to take on so many ranks.</summary>
/// <param name="Ranks">P</param>
/// <param name="Mesh">how they lie, such as 2x3</param>
/// <param name="PeakBytes">memory of a rank at most, weights included</param>
/// <param name="BytesReceived">by a rank in the whole fold</param>
/// <param name="Seconds">where each rank has a thread of a machine like the one that was measured</param>
/// <param name="Stages">of the time and of what is received</param>
public sealed record PlannedFold(int Ranks, string Mesh, double PeakBytes, double BytesReceived, double Seconds, IReadOnlyList<PlannedStage> Stages);

/// <summary>A stage of it.</summary>
/// <param name="Stage">trunk, conditioning, sampling or confidence</param>
/// <param name="Seconds">of it</param>
/// <param name="BytesReceived">by a rank</param>
public sealed record PlannedStage(string Stage, double Seconds, double BytesReceived);
