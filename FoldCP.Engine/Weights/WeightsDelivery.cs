namespace FoldCP.Engine.Weights;

/// <summary>How weights came into the cache.</summary>
/// <param name="Path">where they are now</param>
/// <param name="Sha256">their checksum, recorded beside them</param>
/// <param name="IsReleased">whether that is the published checksum; null where none is published</param>
internal readonly record struct Delivery(string Path, string Sha256, bool? IsReleased);

/// <summary>Brings released weights into the cache: from the network, or from a file that somebody carried here.</summary>
internal sealed class WeightsDelivery(WeightsCache cache, HttpClient client)
{
    /// <summary>Between two attempts to go on with a download.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Downloads them, or goes on with a download that was interrupted.</summary>
    /// <exception cref="DownloadException">no address gives them; what has come stays for the next time</exception>
    /// <exception cref="InvalidDataException">what came is not what was published</exception>
    public async Task<Delivery> DownloadAsync(ReleasedWeights weights, Action<DownloadProgress> tell, CancellationToken stop)
    {
        using var hold = Hold(weights);
        var causes = new List<Exception>();
        foreach (var address in weights.Addresses)
        {
            try
            {
                await new Download(client, address, cache.PartOf(weights)) { Patience = Patience }.RunAsync(tell, stop);
                return TakePart(weights, address);
            }
            catch (Exception cause) when (cause is DownloadException or InvalidDataException)
            {
                causes.Add(cause);
            }
        }
        var told = $"The weights {weights.Name} could not be downloaded. {string.Join(" ", causes.Select(cause => cause.Message))} "
            + $"Where there is no network, bring {weights.File} and use --from.";
        throw causes.OfType<InvalidDataException>().Any() ? new InvalidDataException(told, causes[0]) : new DownloadException(told, causes[0]);
    }

    /// <summary>Copies them from a file.</summary>
    /// <exception cref="FileNotFoundException">there is no such file</exception>
    /// <exception cref="InvalidDataException">it holds other weights, or is damaged</exception>
    public Delivery CopyFrom(ReleasedWeights weights, string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file.", path);
        using var hold = Hold(weights);
        var copy = cache.PartOf(weights) + ".copy";
        try
        {
            File.Copy(path, copy, overwrite: true);
            return Take(weights, copy, FileHash.Of(copy));
        }
        finally
        {
            File.Delete(copy);
        }
    }

    // Taken or refused, the part is nothing to go on with afterwards.
    private Delivery TakePart(ReleasedWeights weights, Uri address)
    {
        var part = cache.PartOf(weights);
        try
        {
            var sha256 = FileHash.Of(part);
            return weights.Sha256 is { } published && sha256 != published
                ? throw new InvalidDataException($"{address}: what came is not {weights.Name} as it was published: its SHA-256 is {sha256}, the published one {published}. It was thrown away.")
                : Take(weights, part, sha256);
        }
        finally
        {
            File.Delete(part);
            new PartMark(part, address).Forget();
        }
    }

    private Delivery Take(ReleasedWeights weights, string whole, string sha256)
    {
        Inspect(weights, whole);
        cache.Take(weights, whole, sha256);
        return new(cache.FileOf(weights), sha256, weights.Sha256 is { } published ? published == sha256 : null);
    }

    // All of it is read and compared with its own checksums; what is no such network never gets into the cache.
    private static void Inspect(ReleasedWeights weights, string path)
    {
        using var checkpoint = Checkpoint.Open(path);
        if (Recognition.Of(checkpoint.Tensors.Keys) is var kind && kind != weights.Kind)
            throw new InvalidDataException($"The file holds the weights of {kind.Name()}, and not of {weights.Kind.Name()} as {weights.Name} should.");
    }

    private FileStream Hold(ReleasedWeights weights)
    {
        Directory.CreateDirectory(cache.Folder);
        try
        {
            return new(cache.PartOf(weights) + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new DownloadException($"Another foldcp is getting {weights.Name} at this moment ({busy.Message})", busy);
        }
    }
}
