using FoldCP.Contract;

namespace FoldCP.Engine.Run;

/// <summary>Whether there is anything to fold in a run folder, and the right to do it while this is held.</summary>
internal sealed class FolderDoor : IDisposable
{
    private readonly FolderLock? _hold;

    private FolderDoor(FolderLock? hold, Refusal? refused) => (_hold, Refused) = (hold, refused);

    /// <summary>Of somebody else's folder, who looks for all.</summary>
    public static FolderDoor Unseen { get; } = new(null, null);

    /// <summary>Null: the folder is ours.</summary>
    public Refusal? Refused { get; }

    /// <param name="folder">the run folder</param>
    /// <param name="resumes">whether a fold that has failed there is gone on with; what says so is removed</param>
    public static FolderDoor Open(RunFolder folder, bool resumes)
    {
        if (!File.Exists(folder.Request))
            return new(null, new(ExitCode.BadInput, $"{folder.Path} is no run folder: it has no request.json."));
        try
        {
            var hold = FolderLock.Take(folder);
            if (hold is not null && resumes)
                Resume(folder);
            return new(hold, hold is null ? new(ExitCode.FolderTaken, $"Another engine works in {folder.Path}.")
                : folder.HasEnded ? new(ExitCode.FolderTaken, Ended(folder))
                : null);
        }
        catch (IOException cannotLock)
        {
            return new(null, new(ExitCode.Internal, cannotLock.Message));
        }
    }

    public void Dispose() => _hold?.Dispose();

    private static void Resume(RunFolder folder)
    {
        File.Delete(folder.Cancel);
        File.Delete(folder.Failed);
    }

    private static string Ended(RunFolder folder) => File.Exists(folder.Done)
        ? $"The fold in {folder.Path} has ended already. Make a new folder to fold it again."
        : $"The fold in {folder.Path} has ended already, and failed. Go on with it (--resume), or make a new folder.";

    /// <summary>Why nothing is done, and touched.</summary>
    /// <param name="Code">the process's exit code</param>
    /// <param name="Why">in the user's words</param>
    internal sealed record Refusal(int Code, string Why)
    {
        public static Refusal? Read(string words) =>
            words.Split(' ', 2) is [var code, var why] ? new(int.Parse(code, System.Globalization.CultureInfo.InvariantCulture), why) : null;

        public override string ToString() => $"{Code} {Why}";
    }
}
