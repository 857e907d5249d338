using System.IO.Compression;
using System.Security.Cryptography;
using FoldCP.Contract;
using FoldCP.Jobs.Results;

namespace FoldCP.Jobs.Artefacts;

/// <summary>
/// Files named by their SHA-256, each beside a gzipped copy that is sent to browsers as it is. A file appears whole or not at all and
/// never changes; equal files are stored once. Other parts of the product know an artefact's digest, never a path.
/// </summary>
public sealed class ArtefactStore(StateFolder state)
{
    private const string Compressed = ".gz";
    private const string Partial = ".tmp";

    // Copies are written on without a pause: one that has been silent for so long belongs to nobody.
    private static readonly TimeSpan s_abandoned = TimeSpan.FromHours(1);

    /// <summary>Copies a file of a result into the store.</summary>
    /// <param name="source">where it lies</param>
    /// <param name="promised">what it must be</param>
    /// <param name="stop">ends the copy; nothing is left behind</param>
    /// <exception cref="BadResultException">it is not what was promised, or not there</exception>
    /// <exception cref="IOException">the store cannot be written at the moment</exception>
    public async Task TakeAsync(string source, ResultFile promised, CancellationToken stop)
    {
        string place = PlaceOf(promised.Sha256) ?? throw new BadResultException($"'{promised.Sha256}' of {promised.Path} is no SHA-256.");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        string aside = $"{place}.{Guid.NewGuid():N}{Partial}";
        try
        {
            await CopyAsync(source, aside, promised, stop);
            await CompressAsync(aside, aside + Compressed, stop);
            File.Move(aside + Compressed, place + Compressed, overwrite: true);
            File.Move(aside, place, overwrite: true);
            Durable.FlushDirectory(Path.GetDirectoryName(place)!);
        }
        finally
        {
            File.Delete(aside);
            File.Delete(aside + Compressed);
        }
    }

    /// <summary>Where the file of this digest lies; null if the store lacks it.</summary>
    public string? Find(string sha256) => PlaceOf(sha256) is { } place && File.Exists(place) ? place : null;

    /// <summary>Where its gzipped copy lies; null if the store lacks it.</summary>
    public string? FindCompressed(string sha256)
        => PlaceOf(sha256) is { } place && File.Exists(place + Compressed) ? place + Compressed : null;

    /// <summary>Removes copies that a server left half-made when it died.</summary>
    public void RemoveAbandoned(DateTimeOffset now)
    {
        var since = (now - s_abandoned).UtcDateTime;
        var copies = new DirectoryInfo(state.Artefacts).EnumerateFiles($"*{Partial}*", SearchOption.AllDirectories);
        foreach (var copy in copies.Where(x => x.LastWriteTimeUtc < since))
            copy.Delete();
    }

    /// <returns>null for anything but 64 hexadecimal digits, so no name leads out of the store</returns>
    private string? PlaceOf(string sha256)
        => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower) ? Path.Combine(state.Artefacts, sha256[..2], sha256) : null;

    private static async Task CopyAsync(string source, string aside, ResultFile promised, CancellationToken stop)
    {
        await using var from = Open(source, promised);
        if (from.Length != promised.Bytes)
            throw new BadResultException($"{promised.Path} has {from.Length} bytes; the engine's done.json promises {promised.Bytes}.");

        await using var to = new FileStream(aside, FileMode.CreateNew, FileAccess.Write);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 17];
        while (await from.ReadAsync(buffer, stop) is var read and > 0)
        {
            digest.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
        }
        to.Flush(flushToDisk: true);

        string actual = Convert.ToHexStringLower(digest.GetHashAndReset());
        if (actual != promised.Sha256)
            throw new BadResultException($"{promised.Path} has the SHA-256 {actual}; the engine's done.json promises {promised.Sha256}.");
    }

    private static FileStream Open(string source, ResultFile promised)
    {
        try
        {
            return File.OpenRead(source);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadResultException($"{promised.Path} is missing, though the engine's done.json names it.", absent);
        }
    }

    private static async Task CompressAsync(string from, string to, CancellationToken stop)
    {
        await using var plain = File.OpenRead(from);
        await using var file = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        await using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
            await plain.CopyToAsync(gzip, stop);

        file.Flush(flushToDisk: true);
    }
}
