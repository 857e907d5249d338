using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Weights;

/// <summary>A network with its weights, ready to fold.</summary>
/// <param name="Network">the network</param>
/// <param name="Name">what people call the weights: "demo", or the file's name</param>
/// <param name="Sha256">the <see cref="StateHash"/></param>
/// <param name="Trained">true only for released weights, and where a <see cref="WeightsCard"/> vouches for exactly these; false says that nobody knows</param>
public sealed record LoadedModel(FoldingNetwork Network, string Name, string Sha256, bool Trained) : IDisposable
{
    /// <summary>
    /// Opens the built-in demo model, downloaded weights, a PyTorch checkpoint, or a safetensors file with its hyperparameters
    /// beside it (same name, .json).
    /// </summary>
    /// <param name="weights"><see cref="FoldOptions.DemoWeights"/>, a name of <see cref="ReleasedWeights"/>, or a path</param>
    /// <param name="affinityMwCorrection">whether affinities are corrected for the ligand's weight; of weights with affinity modules alone</param>
    /// <param name="precision">in which numbers it computes; the hash is that of the weights as they were stored</param>
    /// <param name="mesh">the ranks that share it, each of which has all weights; one if not given</param>
    /// <exception cref="FileNotFoundException">the weights or their hyperparameters are not there</exception>
    /// <exception cref="InvalidDataException">they are damaged, do not fit together, or are not those that are vouched for</exception>
    /// <exception cref="NotSupportedException">the network has a part that this engine lacks</exception>
    public static LoadedModel Open(string weights, bool affinityMwCorrection = false, Precision precision = Precision.Fp32, Mesh? mesh = null)
    {
        using var scope = NewDisposeScope();
        var model = weights == FoldOptions.DemoWeights ? Demo(mesh) : FromFile(weights, affinityMwCorrection, mesh);
        model.Network.ComputeIn(precision);
        Keep(model.Network);
        return model;
    }

    /// <summary>The shape of the network in a file, and how many bytes its numbers take in memory, without reading these.</summary>
    /// <exception cref="FileNotFoundException">the weights or their hyperparameters are not there</exception>
    /// <exception cref="InvalidDataException">they are damaged</exception>
    /// <exception cref="NotSupportedException">the network has a part that this engine lacks</exception>
    internal static (NetworkConfig Shape, long Bytes) Described(string path)
    {
        using var file = WeightsFile.Open(path);
        var shape = Shape(file, path, new WeightsPath(path, null).IsReleased, affinityMwCorrection: false);
        return (shape, file.Tensors.Values.Sum(tensor => tensor.numel() * sizeof(float)));
    }

    /// <summary>
    /// The same for one of several ranks of this process. Modules know their place on the mesh, so it has its own; its weights are these, which
    /// have to stay for as long.
    /// </summary>
    /// <param name="mesh">of that rank</param>
    internal LoadedModel Lent(Mesh? mesh)
    {
        using var scope = NewDisposeScope();
        var twin = LentWeights.Unfilled(() => Built(Network.Shape, mesh));
        twin.eval();
        twin.ComputeIn(Network.Precision);
        LentWeights.Lend(Network, twin);
        Keep(twin);
        return this with { Network = twin };
    }

    public void Dispose() => Network.Dispose();

    private static LoadedModel Demo(Mesh? mesh)
    {
        var network = new Boltz2(Boltz2Config.Demo, mesh);
        DemoWeights.Fill(network);
        network.eval();
        return new(network, FoldOptions.DemoWeights, StateHash.Of(network), Trained: false);
    }

    private static LoadedModel FromFile(string weights, bool affinityMwCorrection, Mesh? mesh)
    {
        var chosen = WeightsPath.Of(weights);
        var path = chosen.Path;
        using var file = WeightsFile.Open(path);
        var isReleased = chosen.IsReleased;
        var isTrained = file.Card?.VouchesFor(path) == true || isReleased;
        var network = Built(Shape(file, path, isReleased, affinityMwCorrection), mesh);
        StrictLoading.Fill(network, file.Tensors, path);
        network.eval();
        return new(network, Path.GetFileName(path), StateHash.Of(network), isTrained);
    }

    // Torch keeps most weights out of dispose scopes by itself, but not those of embeddings; what modules leave behind when they are made is of no use.
    private static void Keep(FoldingNetwork network)
    {
        foreach (var weight in network.state_dict().Values)
            weight.DetachFromDisposeScope();
    }

    private static FoldingNetwork Built(NetworkConfig shape, Mesh? mesh) => shape switch
    {
        Boltz1Config first => new Boltz1(first, mesh),
        Boltz2Config second => new Boltz2(second, mesh),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private static NetworkConfig Shape(WeightsFile file, string path, bool isReleased, bool affinityMwCorrection)
    {
        try
        {
            return Recognition.Of(file.Tensors.Keys) switch
            {
                ModelKind.Boltz1 => ConfigOfBoltz1(file.Hyperparameters, isReleased),
                ModelKind.Boltz2 or ModelKind.Boltz2Affinity => ConfigOfBoltz2(file.Hyperparameters, isReleased).ForPrediction(affinityMwCorrection),
                _ => throw new NotSupportedException(
                    $"{path} holds the weights of a network that is neither {ModelKind.Boltz2.Name()} nor {ModelKind.Boltz1.Name()}; this engine folds with those two."),
            };
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"{file.HyperparametersIn}: the hyperparameters cannot be read: {damage.Message}", damage);
        }
    }

    private static Boltz1Config ConfigOfBoltz1(JsonElement hyperparameters, bool isReleased)
    {
        Boltz1Settings.Check(hyperparameters, isReleased);
        return Boltz1Config.FromJson(hyperparameters).ForPrediction();
    }

    private static Boltz2Config ConfigOfBoltz2(JsonElement hyperparameters, bool isReleased)
    {
        Boltz2Settings.Check(hyperparameters, isReleased);
        return Boltz2Config.FromJson(hyperparameters);
    }
}
