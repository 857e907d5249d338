using FoldCP.Contract;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Weights;

/// <summary>A network with its weights, ready to fold.</summary>
/// <param name="Network">the network</param>
/// <param name="Name">what people call the weights: "demo", or the file's name</param>
/// <param name="Sha256">the <see cref="StateHash"/></param>
/// <param name="Trained">true only where a <see cref="WeightsCard"/> vouches for exactly these weights; false says that nobody knows</param>
public sealed record LoadedModel(Boltz2 Network, string Name, string Sha256, bool Trained) : IDisposable
{
    /// <summary>Opens the built-in demo model, or a safetensors file with its hyperparameters beside it (same name, .json).</summary>
    /// <param name="weights"><see cref="FoldOptions.DemoWeights"/> or a path</param>
    /// <exception cref="FileNotFoundException">the weights or their hyperparameters are not there</exception>
    /// <exception cref="InvalidDataException">they are damaged, do not fit together, or are not those that are vouched for</exception>
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
        var card = WeightsCard.Beside(path);
        var isTrained = card.VouchesFor(path);
        var network = new Boltz2(card.Config);
        StrictLoading.Fill(network, file.Tensors, path);
        network.eval();
        return new(network, Path.GetFileName(path), StateHash.Of(network), isTrained);
    }
}
