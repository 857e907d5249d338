using System.Text.Json;

namespace FoldCP.Engine.Weights;

/// <summary>A file of weights in either format, with the hyperparameters that belong to it.</summary>
internal sealed class WeightsFile : IDisposable
{
    private static readonly string[] s_torchEndings = [".ckpt", ".pt", ".pth", ".bin"];

    private readonly IDisposable _file;

    private WeightsFile(IDisposable file, IReadOnlyDictionary<string, Tensor> tensors) => (_file, Tensors) = (file, tensors);

    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    public required JsonElement Hyperparameters { get; init; }

    /// <summary>The file with the hyperparameters.</summary>
    public required string HyperparametersIn { get; init; }

    /// <summary>What stands beside the file; a checkpoint needs none.</summary>
    public required WeightsCard? Card { get; init; }

    /// <summary>A checkpoint of PyTorch, or a safetensors file with a card beside it.</summary>
    /// <exception cref="FileNotFoundException">the weights or their hyperparameters are not there</exception>
    /// <exception cref="InvalidDataException">they are damaged</exception>
    public static WeightsFile Open(string path) => IsTorch(path) ? OfCheckpoint(path) : OfSafetensors(path);

    public void Dispose() => _file.Dispose();

    private static WeightsFile OfCheckpoint(string path)
    {
        var file = Checkpoint.Open(path);
        try
        {
            return new(file, file.Tensors)
            {
                Hyperparameters = file.Hyperparameters(),
                HyperparametersIn = path,
                Card = WeightsCard.BesideIfAny(path),
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static WeightsFile OfSafetensors(string path)
    {
        var file = SafetensorsFile.Open(path);
        try
        {
            var card = WeightsCard.Beside(path);
            return new(file, file.Tensors) { Hyperparameters = card.Hyperparameters, HyperparametersIn = card.Path, Card = card };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // By its ending, so that a damaged checkpoint is called that; by its first bytes where the ending says nothing.
    private static bool IsTorch(string path)
    {
        if (s_torchEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            return true;
        if (!File.Exists(path))
            return false;
        Span<byte> start = stackalloc byte[4];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("PK\x03\x04"u8);
    }
}
