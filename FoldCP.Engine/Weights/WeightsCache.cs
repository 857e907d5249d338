using FoldCP.Engine.Files;

namespace FoldCP.Engine.Weights;

/// <summary>
/// The folder with downloaded weights. Beside each file lies its checksum as <c>sha256sum</c> writes it, recorded when the
/// file came and checked each time it is used.
/// </summary>
internal sealed class WeightsCache(string folder)
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "FOLDCP_WEIGHTS";

    public string Folder => folder;

    /// <summary>That which <see cref="Variable"/> names, else the usual place for caches.</summary>
    public static WeightsCache Usual() => new(CacheFolder.Of("weights", Variable));

    public string FileOf(ReleasedWeights weights) => Path.Combine(folder, weights.File);

    /// <summary>Where a file grows until it is whole.</summary>
    public string PartOf(ReleasedWeights weights) => FileOf(weights) + ".part";

    /// <summary>The checksum recorded for weights that are here.</summary>
    /// <returns>null if they are not here</returns>
    /// <exception cref="InvalidDataException">the record is missing or damaged</exception>
    public string? Recorded(ReleasedWeights weights)
    {
        if (!File.Exists(FileOf(weights)))
            return null;
        var record = RecordOf(weights);
        var line = File.Exists(record) ? File.ReadAllText(record).Split(' ', 2) : [];
        return line is [{ Length: 64 } sha256, _] && sha256.All(char.IsAsciiHexDigitLower)
            ? sha256
            : throw new InvalidDataException($"{record}: the checksum of {weights.Name} is missing or damaged. Remove {FileOf(weights)} and get it again.");
    }

    /// <summary>The file of weights that are here, after its checksum has been found right.</summary>
    /// <exception cref="FileNotFoundException">they are not here</exception>
    /// <exception cref="InvalidDataException">the file is not the one that came</exception>
    public WeightsPath Checked(ReleasedWeights weights)
    {
        var path = FileOf(weights);
        var recorded = Recorded(weights)
            ?? throw new FileNotFoundException($"The weights {weights.Name} are not in {folder}. Get them with: foldcp weights get {weights.Name}", path);
        var actual = FileHash.Of(path);
        return actual == recorded
            ? new(path, actual)
            : throw new InvalidDataException($"{path} has changed since it came: its SHA-256 was {recorded} and is {actual}. Remove it and get it again.");
    }

    /// <summary>Takes a whole file into the cache; its checksum is there before it is.</summary>
    /// <param name="weights">whose it becomes</param>
    /// <param name="whole">a file in the cache's folder; it is gone afterwards</param>
    /// <param name="sha256">its checksum</param>
    public void Take(ReleasedWeights weights, string whole, string sha256)
    {
        File.WriteAllText(RecordOf(weights), $"{sha256}  {weights.File}\n");
        File.Move(whole, FileOf(weights), overwrite: true);
    }

    private string RecordOf(ReleasedWeights weights) => FileOf(weights) + ".sha256";
}
