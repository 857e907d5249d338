using System.Buffers;
using System.Security.Cryptography;

namespace FoldCP.Jobs.Imports;

/// <summary>Writes bytes down as they arrive, counts and digests them, and tells a sender who breaks off from a disk that takes no more.</summary>
internal static class UploadReception
{
    /// <param name="content">what arrives</param>
    /// <param name="file">where it goes; what it throws is passed on</param>
    /// <param name="maxBytes">the most that is taken</param>
    /// <param name="stop">given up by the sender</param>
    /// <exception cref="UploadTooLargeException">there is more</exception>
    /// <exception cref="UploadBrokenOffException">it did not arrive as a whole</exception>
    public static async Task<(long Bytes, string Sha256)> ReceiveAsync(Stream content, FileStream file, long maxBytes, CancellationToken stop)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            long bytes = 0;
            while (await ReadAsync(content, buffer, stop) is > 0 and int read)
            {
                bytes += read;
                if (bytes > maxBytes)
                    throw new UploadTooLargeException(maxBytes);

                digest.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), stop);
            }
            file.Flush(flushToDisk: true);
            return (bytes, Convert.ToHexStringLower(digest.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream content, byte[] buffer, CancellationToken stop)
    {
        try
        {
            return await content.ReadAsync(buffer, stop);
        }
        catch (IOException gone)
        {
            throw new UploadBrokenOffException(gone);
        }
    }
}
