namespace FoldCP.Jobs.Postgres;

/// <summary>Advisory locks on files (flock), which end with the process that holds them, however it ends.</summary>
internal static class FileLock
{
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <summary>Waits until nobody else holds the file.</summary>
    public static async Task<FileStream> TakeAsync(string file)
    {
        for (var waited = TimeSpan.Zero; waited < s_patience; waited += s_betweenTries)
        {
            if (TryTake(file) is { } taken)
                return taken;

            await Task.Delay(s_betweenTries);
        }
        throw new TimeoutException($"Another FoldCP has held {file} for {s_patience.TotalMinutes:0} minutes.");
    }

    /// <returns>null if anyone else holds the file, alone or with others</returns>
    public static FileStream? TryTake(string file)
    {
        try
        {
            // FileShare.None takes the exclusive lock, all else a shared one.
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    /// <summary>Holds the file together with others.</summary>
    public static FileStream Share(string file) => new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
}
