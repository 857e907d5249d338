using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Output;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>Of what a fold is made, to be told with its results: its request, the files that were read, and what has to be said of them.</summary>
/// <param name="Request">what was asked</param>
/// <param name="RequestSha256">of the request as it lay in the folder</param>
/// <param name="Input">the input file; null: the request has the chains</param>
/// <param name="Sources">alignments and templates</param>
/// <param name="Notes">in the user's words</param>
internal sealed record FoldStory(
    FoldRequest Request, string RequestSha256, SourceFile? Input, IReadOnlyList<SourceFile> Sources, IReadOnlyList<string> Notes)
{
    public static FoldStory Of(FoldRequest request, FoldInput input, FoldTarget target, RunFolder folder) => new(
        request,
        FileHash.Of(folder.Request),
        request.Input is { } file ? Source(RequestInput.PathOf(file, folder)) : null,
        [.. input.Files.Select(Source)],
        [.. input.Notes, .. target.Misfits.Select(misfit => $"{misfit} It is left aside, and the chain is folded without."), .. Unheard(input)]);

    private static IEnumerable<string> Unheard(FoldInput input) => input.AffinityBinder is { } binder
        ? [$"The affinity of chain {binder} is asked for; only the structure is predicted so far."]
        : [];

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
    /// <param name="seconds">how long each stage took</param>
    public Manifest Manifest(Assembly assembly, Provenance origin, IReadOnlyDictionary<FoldStage, double> seconds) => new()
    {
        Fold = origin.Fold,
        Name = Request.Name,
        EngineVersion = origin.EngineVersion,
        RequestSha256 = RequestSha256,
        Input = Input,
        Sources = Sources.Count > 0 ? Sources : null,
        Notes = Notes.Count > 0 ? Notes : null,
        Weights = origin.Weights,
        WeightsSha256 = origin.WeightsSha256,
        Trained = origin.Trained,
        Warning = origin.Warning,
        Options = Request.Options,
        Chains = assembly.Structure.Chains.Count,
        Tokens = assembly.Tokens.Count,
        Atoms = assembly.Structure.AtomCount,
        Seconds = seconds,
        At = origin.At,
    };

    private static SourceFile Source(string path) => new(path, FileHash.Of(path));
}
