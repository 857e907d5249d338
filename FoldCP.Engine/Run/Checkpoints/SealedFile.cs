using System.Security.Cryptography;
using System.Text;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Checkpoints;

/// <summary>Opens a safetensors file whose first tensor says from what it follows, and whose last bytes seal all before them.</summary>
internal static class SealedFile
{
    /// <summary>The tensor that says from what the file follows.</summary>
    public const string Fingerprint = "fingerprint";

    /// <summary>The tensor with the seal.</summary>
    public const string Seal = "sha256";

    /// <returns>the file; or why the one that is there is not to be used; or neither, as none is there</returns>
    public static (SafetensorsFile? File, string? Unfit) Open(string path, string fingerprint)
    {
        if (!File.Exists(path))
            return (null, null);
        SafetensorsFile? file = null;
        try
        {
            // Of a large complex it may be larger than memory.
            file = SafetensorsFile.OpenReadOnly(path);
            string? unfit = !file.Tensors.TryGetValue(Fingerprint, out var own) ? "it is no checkpoint"
                : !own.data<byte>().SequenceEqual(Encoding.ASCII.GetBytes(fingerprint)) ? "it is of another request, of other files or weights, or of another release"
                : IsWhole(path) ? null : "it is damaged";
            if (unfit is null)
                return (file, null);
            file.Dispose();
            return (null, unfit);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException or InvalidOperationException or InsufficientMemoryException)
        {
            file?.Dispose();
            return (null, unreadable.Message);
        }
    }

    private static bool IsWhole(string path)
    {
        using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (long left = file.Length - SafetensorsWriter.SealBytes; left > 0;)
        {
            int length = (int)Math.Min(buffer.Length, left);
            file.ReadExactly(buffer, 0, length);
            hash.AppendData(buffer, 0, length);
            left -= length;
        }
        var seal = new byte[SafetensorsWriter.SealBytes];
        file.ReadExactly(seal);
        return seal.AsSpan().SequenceEqual(hash.GetHashAndReset());
    }
}
