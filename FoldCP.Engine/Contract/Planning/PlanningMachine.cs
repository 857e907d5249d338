namespace FoldCP.Contract.Planning;

/// <summary>What ranks may be put on.</summary>
/// <param name="Processors">of the machine</param>
/// <param name="Memory">of the machine, bytes</param>
public sealed record PlanningMachine(int Processors, double Memory)
{
    public static PlanningMachine This => new(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
