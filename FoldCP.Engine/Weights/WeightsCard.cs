using System.Security.Cryptography;
using System.Text.Json;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Weights;

/// <summary>
/// What stands beside a weights file, under its name with .json: the network's hyperparameters, and where somebody vouches
/// that the weights are trained, the checksum of exactly those weights.
/// </summary>
internal sealed class WeightsCard
{
    private const string TrainedKey = "trained_sha256";
    private const int Sha256Digits = 64;

    private readonly string _path;
    private readonly string? _trainedSha256;

    private WeightsCard(string path, Boltz2Config config, string? trainedSha256)
        => (_path, Config, _trainedSha256) = (path, config, trainedSha256);

    public Boltz2Config Config { get; }

    /// <exception cref="FileNotFoundException">there is none</exception>
    /// <exception cref="InvalidDataException">it is damaged</exception>
    /// <exception cref="NotSupportedException">the network has a part that this engine lacks</exception>
    public static WeightsCard Beside(string weights)
    {
        var path = Path.ChangeExtension(weights, ".json");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: the network's hyperparameters are not there. They belong beside the weights, under this name.", path);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new JsonException("the file holds no object.");
            return new(path, Boltz2Config.FromJson(root.TryGetProperty("ctor", out var inner) ? inner : root), TrainedSha256(root));
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"{path}: the hyperparameters cannot be read: {damage.Message}", damage);
        }
    }

    /// <summary>Whether the card vouches that these weights are trained. A card that does not say is no proof of either.</summary>
    /// <exception cref="InvalidDataException">it vouches for other weights than these</exception>
    public bool VouchesFor(string weights)
    {
        if (_trainedSha256 is null)
            return false;
        using var file = File.OpenRead(weights);
        var actual = Convert.ToHexStringLower(SHA256.HashData(file));
        return actual.Equals(_trainedSha256, StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new InvalidDataException(
                $"{_path}: {TrainedKey} vouches for other weights: {weights} has the SHA-256 {actual}. Correct the line, or remove it where nobody knows whether they are trained.");
    }

    private static string? TrainedSha256(JsonElement root)
    {
        if (!root.TryGetProperty(TrainedKey, out var told))
            return null;
        var text = told.ValueKind == JsonValueKind.String ? told.GetString()! : "";
        return text.Length == Sha256Digits && text.All(char.IsAsciiHexDigit)
            ? text
            : throw new JsonException($"{TrainedKey} must be a SHA-256 of {Sha256Digits} hexadecimal digits.");
    }
}
