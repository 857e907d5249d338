using System.Security.Cryptography;

namespace FoldCP.Jobs.Postgres;

/// <summary>The password of a private cluster: made once, kept where only its owner reads it.</summary>
internal static class ClusterSecret
{
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static async Task<string> ReadOrMakeAsync(string file)
    {
        if (!File.Exists(file))
        {
            // Written aside, flushed and renamed: half a secret would lock us out of our own data.
            await WriteAsync(file + ".new", RandomNumberGenerator.GetHexString(48, lowercase: true));
            File.Move(file + ".new", file);
            Durable.FlushDirectory(Path.GetDirectoryName(file)!);
        }
        return await File.ReadAllTextAsync(file);
    }

    public static async Task WriteAsync(string file, string secret)
    {
        File.Delete(file);
        await using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerReads,
        });
        await using var writer = new StreamWriter(stream);
        await writer.WriteAsync(secret);
        await writer.FlushAsync();
        stream.Flush(flushToDisk: true);
    }
}
