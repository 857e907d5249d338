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
    public static LoadedModel Open(string weights)
        => weights == FoldOptions.DemoWeights
            ? new(new Boltz2(Boltz2Config.Demo), weights, new string('0', 64), Trained: false)
            : throw new NotSupportedException($"{weights}: weights files are not in this build yet.");

    public void Dispose() => Network.Dispose();
}
