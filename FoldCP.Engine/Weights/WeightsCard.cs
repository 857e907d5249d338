using System.Text.Json;

namespace FoldCP.Engine.Weights;

/// <summary>
/// What stands beside a weights file, under its name with .json: the network's hyperparameters, and where somebody vouches
/// that the weights are trained, the checksum of exactly those weights.
/// </summary>
internal sealed class WeightsCard
{
    private const string TrainedKey = "trained_sha256";
    private const int Sha256Digits = 64;

    private readonly string? _trainedSha256;

    private WeightsCard(string path, JsonElement hyperparameters, string? trainedSha256)
        => (Path, Hyperparameters, _trainedSha256) = (path, hyperparameters, trainedSha256);

    public string Path { get; }

    public JsonElement Hyperparameters { get; }

    /// <summary>The card of weights that do not bring their hyperparameters.</summary>
    /// <exception cref="FileNotFoundException">there is none</exception>
    /// <exception cref="InvalidDataException">it is damaged</exception>
    public static WeightsCard Beside(string weights)
        => BesideIfAny(weights) ?? throw new FileNotFoundException(
            $"{PathBeside(weights)}: the network's hyperparameters are not there. They belong beside the weights, under this name.", PathBeside(weights));

    /// <summary>The card of weights that may have one.</summary>
    /// <exception cref="InvalidDataException">it is damaged</exception>
    public static WeightsCard? BesideIfAny(string weights)
    {
        var path = PathBeside(weights);
        if (!File.Exists(path))
            return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new JsonException("the file holds no object.");
            return new(path, (root.TryGetProperty("ctor", out var inner) ? inner : root).Clone(), TrainedSha256(root));
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"{path}: the hyperparameters cannot be read: {damage.Message}", damage);
        }
    }

    private static string PathBeside(string weights) => System.IO.Path.ChangeExtension(weights, ".json");

    /// <summary>Whether the card vouches that these weights are trained. A card that does not say is no proof of either.</summary>
    /// <exception cref="InvalidDataException">it vouches for other weights than these</exception>
    public bool VouchesFor(string weights)
    {
        if (_trainedSha256 is null)
            return false;
        var actual = FileHash.Of(weights);
        return actual.Equals(_trainedSha256, StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new InvalidDataException(
                $"{Path}: {TrainedKey} vouches for other weights: {weights} has the SHA-256 {actual}. Correct the line, or remove it where nobody knows whether they are trained.");
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
