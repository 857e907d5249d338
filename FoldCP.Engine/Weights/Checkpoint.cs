using System.Text.Json;
using FoldCP.Engine.Weights.Pickles;

namespace FoldCP.Engine.Weights;

/// <summary>
/// A checkpoint of PyTorch Lightning: a network's weights with the hyperparameters that it was made with. What else is in it
/// is not read: neither what training needs (optimizer, loops, callbacks), nor the moving average of the weights, which the
/// reference does not ask for when it predicts (ema=False): it takes state_dict, and so does this.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private const string Weights = "state_dict";
    private const string Settings = "hyper_parameters";

    private readonly TorchFile _file;
    private readonly string _path;
    private readonly Dictionary<string, Tensor> _tensors = [];

    private Checkpoint(string path) => (_path, _file) = (path, TorchFile.Open(path));

    /// <summary>The weights by name, mapped; not to be used after this is disposed.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <exception cref="FileNotFoundException">there is no such file</exception>
    /// <exception cref="InvalidDataException">it is no checkpoint, is damaged, or is hostile</exception>
    public static Checkpoint Open(string path)
    {
        var checkpoint = new Checkpoint(path);
        try
        {
            checkpoint.ReadTensors();
            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>The hyperparameters, whether they were saved as a plain dictionary or as OmegaConf objects.</summary>
    /// <exception cref="InvalidDataException">there are none, or they are damaged</exception>
    public JsonElement Hyperparameters()
    {
        if (!Root().Named.TryGetValue(Settings, out var settings))
            throw Damaged($"it holds no {Settings}, so the network's shape is not known. A checkpoint of PyTorch Lightning has them");
        try
        {
            return PickleJson.Of(settings).Deserialize<JsonElement>() is { ValueKind: JsonValueKind.Object } json
                ? json
                : throw Damaged($"its {Settings} are no dictionary");
        }
        catch (PickleException odd)
        {
            throw Damaged($"its {Settings} cannot be read: {odd.Message}", odd);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values)
            tensor.Dispose();
        _tensors.Clear();
        _file.Dispose();
    }

    private void ReadTensors()
    {
        if (!Root().Named.TryGetValue(Weights, out var found) || found is not PickleDict weights)
            throw Damaged($"it holds no {Weights}. A checkpoint of PyTorch Lightning has one");
        if (weights.Others.Count > 0)
            throw Damaged($"its {Weights} has a key that is no name");
        foreach (var (name, value) in weights.Named)
        {
            var tensor = value as PickleTensor ?? throw Damaged($"{Weights} holds {name}, which is {What(value)} and no tensor that this engine can read");
            _tensors.Add(name, _file.View(tensor, name).DetachFromDisposeScope());
        }
    }

    private PickleDict Root() => _file.Root as PickleDict ?? throw Damaged($"it holds {What(_file.Root)} and not a checkpoint's dictionary");

    private static string What(object? value) => value switch
    {
        null => "nothing",
        PickleCall made => $"an object of {made.Name}",
        PickleTensor => "a tensor",
        PickleDict => "a dictionary",
        List<object?> => "a list",
        _ => "a plain value",
    };

    private InvalidDataException Damaged(string how, Exception? cause = null) => new($"{_path}: {how}.", cause);
}
