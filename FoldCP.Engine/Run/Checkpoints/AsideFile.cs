namespace FoldCP.Engine.Run.Checkpoints;

/// <summary>A file that is written beside its place and renamed when it is whole. What fails is remembered, and the rest let be.</summary>
internal sealed class AsideFile : IDisposable
{
    private readonly string _path;
    private FileStream? _file;

    private AsideFile(string path) => _path = path;

    /// <summary>Why it cannot be written; null: nothing so far.</summary>
    public string? Trouble { get; private set; }

    // Of a folder there is one engine: what another has left half made is written over.
    private string Aside => $"{_path}.tmp";

    /// <param name="path">its place, in a folder that need not be there</param>
    /// <param name="room">bytes that must be free on the disk</param>
    public static AsideFile Begin(string path, long room)
    {
        var begun = new AsideFile(path);
        begun.Guarded(() =>
        {
            string folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            begun.CheckRoom(folder, room);
            if (begun.Trouble is null)
                begun._file = new(begun.Aside, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        });
        return begun;
    }

    public void Try(Action<Stream> write) => Guarded(() => write(_file!));

    public T? Try<T>(Func<Stream, T> write) where T : class
    {
        T? made = null;
        Guarded(() => made = write(_file!));
        return made;
    }

    /// <summary>Puts it in its place.</summary>
    public void Show() => Guarded(() =>
    {
        _file!.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(Aside, _path, overwrite: true);
    });

    public void Dispose()
    {
        _file?.Dispose();
        // It is gone if it has been shown.
        if (_file is not null)
            File.Delete(Aside);
    }

    private void CheckRoom(string folder, long room)
    {
        long free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < room)
            Trouble = FormattableString.Invariant($"it takes {room / 1e9:F1} GB with some to spare, and {free / 1e9:F1} GB are free");
    }

    private void Guarded(Action write)
    {
        if (Trouble is not null)
            return;
        try
        {
            write();
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            Trouble = cannot.Message;
        }
    }
}
