using FoldCP.Contract;
using FoldCP.Jobs.Artefacts;

namespace FoldCP.Jobs.Results;

/// <summary>Takes a finished run folder's result in: every file is verified and stored before the first row is written.</summary>
internal sealed class ResultIntake(ArtefactStore store, TimeProvider clock)
{
    /// <summary>Stores the files and adds their rows to the context, which the caller saves together with the fold's end.</summary>
    /// <exception cref="BadResultException">the folder does not hold what its <c>done.json</c> promises</exception>
    /// <exception cref="IOException">the store cannot be written at the moment</exception>
    public async Task<FoldDone> TakeAsync(FoldContext db, Guid foldId, RunFolder folder, CancellationToken stop)
    {
        var result = Read(folder);
        ResultAudit.Check(result);
        foreach (var file in result.Files)
            await store.TakeAsync(ResultAudit.Locate(folder, file), file, stop);

        var now = clock.GetUtcNow();
        db.Artefacts.AddRange(result.Files.Select(x => new Artefact(foldId, x, now)));
        db.Scores.AddRange(result.Samples.Select(x => SampleScore.Of(foldId, x)));
        return result;
    }

    /// <summary>Removes what the store holds now. Request, progress and log stay for those who ask later how it went.</summary>
    public static void Tidy(RunFolder folder)
    {
        if (Directory.Exists(folder.Results))
            Directory.Delete(folder.Results, recursive: true);
    }

    private static FoldDone Read(RunFolder folder)
    {
        try
        {
            return RunFolder.Read(folder.Done, ContractJson.Default.FoldDone)
                ?? throw new BadResultException("The engine's done.json is no longer there. Fold it again.");
        }
        catch (InvalidDataException bad)
        {
            throw new BadResultException($"The engine's result cannot be read. {bad.Message}", bad);
        }
    }
}

/// <summary>The engine's result is not what it says; it will not get better by asking again.</summary>
public sealed class BadResultException(string message, Exception? inner = null) : Exception(message, inner);
