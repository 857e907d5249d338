using FoldCP.Contract;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Input;
using FoldCP.Engine.Output;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>Of what a fold is made, to be told with its results: its request and the files that were read.</summary>
/// <param name="Request">what was asked</param>
/// <param name="RequestSha256">of the request as it lay in the folder</param>
/// <param name="Input">the input file; null: the request has the chains</param>
/// <param name="Sources">alignments and templates</param>
internal sealed record FoldStory(FoldRequest Request, string RequestSha256, SourceFile? Input, IReadOnlyList<SourceFile> Sources)
{
    public static FoldStory Of(FoldRequest request, FoldInput input, RunFolder folder) => new(
        request,
        FileHash.Of(folder.Request),
        request.Input is { } file ? Source(RequestInput.PathOf(file, folder)) : null,
        [.. input.Files.Select(Source)]);

    public Provenance Origin(LoadedModel model, TimeProvider clock) => new()
    {
        Fold = Request.Id,
        EngineVersion = EngineVersion.Text,
        Weights = model.Name,
        WeightsSha256 = model.Sha256,
        Trained = model.Trained,
        Seed = Request.Options.Seed,
        At = clock.GetUtcNow(),
    };

    /// <param name="assembly">what was folded</param>
    /// <param name="origin">where it comes from</param>
    /// <param name="progress">what was told on the way</param>
    public Manifest Manifest(Assembly assembly, Provenance origin, ProgressLog progress) => new()
    {
        Fold = origin.Fold,
        Name = Request.Name,
        EngineVersion = origin.EngineVersion,
        Toolkit = ChemistryToolkit.Find() is { } toolkit ? $"RDKit {toolkit.Release}" : null,
        RequestSha256 = RequestSha256,
        Input = Input,
        Sources = Sources.Count > 0 ? Sources : null,
        Notes = progress.Notes.Count > 0 ? [.. progress.Notes] : null,
        Weights = origin.Weights,
        WeightsSha256 = origin.WeightsSha256,
        Trained = origin.Trained,
        Warning = origin.Warning,
        Options = Request.Options,
        Chains = assembly.Structure.Chains.Count,
        Tokens = assembly.Tokens.Count,
        Atoms = assembly.Structure.AtomCount,
        Seconds = progress.Seconds,
        At = origin.At,
    };

    private static SourceFile Source(string path) => new(path, FileHash.Of(path));
}
