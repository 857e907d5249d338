using System.Text.Json;
using FoldCP.Contract;

namespace FoldCP.Jobs.Folds;

/// <summary>What a run folder says at the moment, read without waiting and within bounds however long the run is.</summary>
/// <param name="IsDone"><c>done.json</c> is there</param>
/// <param name="Failed">the content of <c>failed.json</c>, if it is there</param>
/// <param name="Progress">the last whole line of <c>progress.jsonl</c></param>
/// <param name="LastSignOfLife">when the heartbeat last changed; null before the first</param>
internal sealed record RunFolderView(bool IsDone, FoldFailed? Failed, Progress? Progress, DateTimeOffset? LastSignOfLife)
{
    private const int TailBytes = 8192;

    /// <exception cref="InvalidDataException"><c>failed.json</c> is not what the contract says</exception>
    public static RunFolderView Of(RunFolder folder)
    {
        var heartbeat = new FileInfo(folder.Heartbeat);
        return new RunFolderView(
            File.Exists(folder.Done),
            RunFolder.Read(folder.Failed, ContractJson.Default.FoldFailed),
            LastLineOf(folder.Progress),
            heartbeat.Exists ? new DateTimeOffset(heartbeat.LastWriteTimeUtc) : null);
    }

    /// <summary>Reads the last line that is whole; one that is being written counts from the next look on.</summary>
    public static Progress? LastLine(ReadOnlySpan<byte> tail)
    {
        while (tail.LastIndexOf((byte)'\n') is var end and >= 0)
        {
            tail = tail[..end];
            if (ParseOrNull(tail[(tail.LastIndexOf((byte)'\n') + 1)..]) is { } progress)
                return progress;
        }
        return null;
    }

    private static Progress? LastLineOf(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Position = Math.Max(0, stream.Length - TailBytes);
            byte[] tail = new byte[TailBytes];
            return LastLine(tail.AsSpan(0, stream.ReadAtLeast(tail, TailBytes, throwOnEndOfStream: false)));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A damaged line, such as the cut-off beginning of the tail, is passed over: the one before it says nearly the same.</summary>
    private static Progress? ParseOrNull(ReadOnlySpan<byte> line)
    {
        try
        {
            return line.IsEmpty ? null : JsonSerializer.Deserialize(line, ContractLineJson.Default.Progress);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
