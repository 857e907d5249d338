using FoldCP.Contract;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Predict;

/// <summary>A job with its folder and what became of it.</summary>
/// <param name="Job">what is to be folded</param>
/// <param name="Folder">where</param>
/// <param name="Request">as it is asked there</param>
/// <param name="Outcome">null: it is still to be folded</param>
internal sealed record PredictedJob(PredictJob Job, PredictFolder Folder, FoldRequest Request, PredictOutcome? Outcome)
{
    /// <summary>Looks whether there is anything to do.</summary>
    public static PredictedJob Look(PredictJob job, PredictSettings settings)
    {
        var folder = new PredictFolder(new(Path.GetFullPath(Path.Combine(settings.Out, job.Name))));
        try
        {
            var request = job.Request(settings.Options, FileHash.Of(job.File));
            return new(job, folder, request, settings.Overrides || !folder.IsDone ? null : Found(folder, request));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new(job, folder, job.Request(settings.Options, ""), PredictOutcome.Failed(ExitCode.BadInput, unreadable.Message));
        }
    }

    private static PredictOutcome Found(PredictFolder folder, FoldRequest request) => folder.IsOf(request)
        ? PredictOutcome.Of(ExitCode.Done, folder.Run) with { WasDone = true }
        : PredictOutcome.Failed(
            ExitCode.FolderTaken,
            $"{folder.Run.Path} holds a fold of another input, of other alignments, or with other options. Name another folder (--out), or replace it (--override).");
}
