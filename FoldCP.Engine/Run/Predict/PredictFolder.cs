using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Output;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Predict;

/// <summary>The run folder of one job: whether it holds this fold already, and made ready for it.</summary>
internal sealed class PredictFolder(RunFolder folder)
{
    public RunFolder Run => folder;

    // What a fold leaves beside its results.
    private string[] Traces => [folder.Done, folder.Failed, folder.Cancel, folder.Progress, folder.Heartbeat, folder.Engine, folder.Log];

    /// <summary>Whether it holds a finished fold, of whatever was asked.</summary>
    /// <exception cref="InvalidDataException">its end cannot be read</exception>
    public bool IsDone => RunFolder.Read(folder.Done, ContractJson.Default.FoldDone) is not null;

    /// <summary>Whether what it holds is this fold: the same input, the same options, and the alignments and templates have not changed.</summary>
    public bool IsOf(FoldRequest request) => IsAskedAs(request) && Sources().All(source => File.Exists(source.Path) && FileHash.Of(source.Path) == source.Sha256);

    /// <summary>Puts the request there and removes what an earlier fold has left; other files stay.</summary>
    /// <returns>why nothing was touched, as somebody else has the folder; null: it is ready</returns>
    public string? Prepare(FoldRequest request)
    {
        if (Foreign() is { } foreign)
        {
            return $"{folder.Path} has no request.json, so no fold was made there, and {Path.GetFileName(foreign)} in it would be replaced. "
                + "Name another folder (--out).";
        }
        Directory.CreateDirectory(folder.Path);
        using var hold = FolderLock.Take(folder);
        if (hold is null)
            return $"Another engine works in {folder.Path}.";
        ResultsWriter.Clear(folder);
        foreach (string file in Traces)
            File.Delete(file);
        RunFolder.Write(folder.Request, request, ContractJson.Default.FoldRequest);
        return null;
    }

    // Whoever calls a folder as their input has may keep results of their own there.
    private string? Foreign() => File.Exists(folder.Request) ? null : Traces.Append(folder.Results).FirstOrDefault(Path.Exists);

    private bool IsAskedAs(FoldRequest request) =>
        File.Exists(folder.Request) && File.ReadAllBytes(folder.Request).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(request, ContractJson.Default.FoldRequest));

    private IReadOnlyList<SourceFile> Sources() =>
        RunFolder.Read(Path.Combine(folder.Results, "manifest.json"), ManifestJson.Default.Manifest)?.Sources ?? [];
}
