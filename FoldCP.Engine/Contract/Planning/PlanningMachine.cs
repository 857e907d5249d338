namespace FoldCP.Contract.Planning;

/// <summary>What ranks may be put on.</summary>
/// <param name="Processors">of the machine</param>
/// <param name="Memory">of the machine, bytes</param>
public sealed record PlanningMachine(int Processors, double Memory)
{
    public static PlanningMachine This => new(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>How many times as long so many ranks take where they have to share processors.</summary>
    public double Turns(int ranks) => Math.Max(1.0, (double)ranks / Processors);
}
