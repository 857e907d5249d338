using System.Security.Cryptography;

namespace FoldCP.Engine.Weights;

/// <summary>The checksum of a file as <c>sha256sum</c> prints it.</summary>
internal static class FileHash
{
    public static string Of(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
