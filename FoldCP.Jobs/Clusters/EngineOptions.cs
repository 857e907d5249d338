using System.ComponentModel.DataAnnotations;

namespace FoldCP.Jobs.Clusters;

/// <summary>The engine that folds: a program of its own, started per fold.</summary>
public sealed class EngineOptions
{
    public const string Section = "Engine";

    /// <summary>The engine's program, or its dll. Beside the web server, or in a developer's build, it is found by itself.</summary>
    public string Command { get; set; } = "";

    /// <summary>Threads of one engine. One by default, as several engines may share the machine.</summary>
    [Range(1, 256, ErrorMessage = "Engine:Threads must be 1 to 256.")]
    public int Threads { get; set; } = 1;

    /// <summary>Ranks that may share one fold: by default one to a processor, and one alone where no launcher of MPI is installed.</summary>
    [Range(1, 1024, ErrorMessage = "Engine:MostRanks must be 1 to 1024.")]
    public int MostRanks { get; set; } = Local.MpiOnThisComputer.IsThere() ? Environment.ProcessorCount : 1;
}
