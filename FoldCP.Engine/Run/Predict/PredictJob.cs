using FoldCP.Contract;

namespace FoldCP.Engine.Run.Predict;

/// <summary>One fold that <c>foldcp predict</c> is to make.</summary>
/// <param name="Name">of its run folder</param>
/// <param name="Title">as the complex is called</param>
/// <param name="File">the input's full path</param>
/// <param name="Job">which of the file's jobs, from 1; null: it has one</param>
/// <param name="Seed">of its noise; null: nobody cares</param>
internal sealed record PredictJob(string Name, string Title, string File, int? Job, long? Seed)
{
    private const long UsualSeed = 1;

    /// <summary>As messages call it: the file, and its job where there are several.</summary>
    public string Shown => (Job, Seed) switch
    {
        (null, null) => Path.GetFileName(File),
        _ => $"{Path.GetFileName(File)}{(Job is null ? "" : $", job {Job} ({Title})")}{(Seed is null ? "" : $", seed {Seed}")}",
    };

    public FoldRequest Request(FoldOptions options, string sha256) => new()
    {
        Id = Name,
        Name = Title,
        Input = new(File, sha256, Job),
        Options = options with { Seed = Seed ?? UsualSeed },
    };
}
