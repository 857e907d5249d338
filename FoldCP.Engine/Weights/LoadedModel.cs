using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Weights;

/// <summary>A network with its weights, ready to fold.</summary>
/// <param name="Network">the network</param>
/// <param name="Name">what people call the weights: "demo", or the file's name</param>
/// <param name="Sha256">of all weights by name, lower-case hexadecimal</param>
/// <param name="Trained">false for the built-in demo weights, whose structures mean nothing</param>
public sealed record LoadedModel(Boltz2 Network, string Name, string Sha256, bool Trained) : IDisposable
{
    /// <summary>Opens the built-in demo model, or a safetensors file with its hyperparameters beside it (same name, .json).</summary>
    /// <param name="weights"><see cref="FoldOptions.DemoWeights"/> or a path</param>
    /// <exception cref="FileNotFoundException">the weights or their hyperparameters are not there</exception>
    /// <exception cref="InvalidDataException">they are damaged, or do not fit together</exception>
    /// <exception cref="NotSupportedException">the network has a part that this engine lacks</exception>
    public static LoadedModel Open(string weights) => weights == FoldOptions.DemoWeights ? Demo() : FromFile(weights);

    public void Dispose() => Network.Dispose();

    private static LoadedModel Demo()
    {
        var network = new Boltz2(Boltz2Config.Demo);
        DemoWeights.Fill(network);
        network.eval();
        return new(network, FoldOptions.DemoWeights, StateHash.Of(network), Trained: false);
    }

    private static LoadedModel FromFile(string path)
    {
        using var file = SafetensorsFile.Open(path);
        var network = new Boltz2(ConfigBeside(path));
        StrictLoading.Fill(network, file.Tensors, path);
        network.eval();
        return new(network, Path.GetFileName(path), StateHash.Of(network), Trained: true);
    }

    private static Boltz2Config ConfigBeside(string path)
    {
        var beside = Path.ChangeExtension(path, ".json");
        if (!File.Exists(beside))
            throw new FileNotFoundException($"{beside}: the network's hyperparameters are not there. They belong beside the weights, under this name.", beside);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(beside));
            var root = json.RootElement;
            return Boltz2Config.FromJson(root.TryGetProperty("ctor", out var inner) ? inner : root);
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"{beside}: the hyperparameters cannot be read: {damage.Message}", damage);
        }
    }
}
