using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Run.Predict;

/// <summary>What <c>foldcp predict</c> was asked for.</summary>
/// <param name="Input">a file, or a folder of files</param>
/// <param name="Out">where the run folders are to lie</param>
/// <param name="Options">of every fold</param>
internal sealed record PredictSettings(string Input, string Out, FoldOptions Options)
{
    /// <summary>Of every fold; null: the input's own.</summary>
    public long? Seed { get; init; }

    /// <summary>Which network the weights have to be of; null: any.</summary>
    public Generation? Generation { get; init; }

    /// <summary>How the ranks lie that share each fold.</summary>
    public MeshShape Mesh { get; init; } = new(1, 1);

    /// <summary>Where ranks take turns; null: each is a process.</summary>
    public TurnsPlace? Turns { get; init; }

    /// <summary>What computes.</summary>
    public string Accelerator { get; init; } = Run.Accelerator.Auto;

    /// <summary>Whether what is finished is folded again.</summary>
    public bool Overrides { get; init; }
}
