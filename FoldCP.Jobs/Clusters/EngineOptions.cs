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
}
