using System.IO.Compression;
using System.Text.Json;
using FoldCP.Engine.Tests.Weights.Pickles;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Weights;

/// <summary>Files as torch.save writes them, with whatever content.</summary>
internal static class TorchArchive
{
    // ZIP has no earlier year; with one date the same content is the same file.
    private static readonly DateTimeOffset s_date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="root">what is saved</param>
    /// <param name="storages">by key</param>
    public static byte[] Of(object? root, params (string Key, byte[] Bytes)[] storages) => OfPickle(PickleWriter.Of(root), storages);

    public static byte[] OfPickle(byte[] pickle, params (string Key, byte[] Bytes)[] storages)
        => OfRecords([("archive/data.pkl", pickle), .. storages.Select(storage => ($"archive/data/{storage.Key}", storage.Bytes)), ("archive/version", "3\n"u8.ToArray())]);

    public static byte[] OfRecords(IEnumerable<(string Name, byte[] Bytes)> records, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in records)
            {
                var entry = zip.CreateEntry(name, level);
                entry.LastWriteTime = s_date;
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }
        return file.ToArray();
    }

    public static byte[] Floats(params float[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    /// <summary>The checkpoint that holds what a safetensors file and the hyperparameters beside it hold.</summary>
    public static byte[] FromSafetensors(string path)
    {
        using var file = SafetensorsFile.Open(path);
        using var card = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(path, ".json")));
        var storages = file.Tensors.Select((tensor, at) => ($"{at}", tensor.Value.contiguous().bytes.ToArray())).ToArray();
        var state = file.Tensors.Select((tensor, at) => (tensor.Key, (object?)TensorOf.Contiguous(Storage(tensor.Value.dtype), $"{at}", tensor.Value.shape)));
        return Of(
            new Dictionary<string, object?>
            {
                ["state_dict"] = state.ToDictionary(),
                ["hyper_parameters"] = Plain(card.RootElement.GetProperty("ctor")),
            },
            storages);
    }

    private static string Storage(ScalarType type) => type switch
    {
        ScalarType.Float32 => "FloatStorage",
        ScalarType.Int64 => "LongStorage",
        _ => throw new ArgumentException($"Numbers of type {type} are not written here."),
    };

    private static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(entry => entry.Name, entry => Plain(entry.Value)),
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.Number when json.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Null => null,
        _ => json.GetBoolean(),
    };

    /// <summary>A small checkpoint of Lightning's form, its hyperparameters as OmegaConf objects.</summary>
    public static byte[] Lightning() => Of(
        new Dictionary<string, object?>
        {
            ["epoch"] = 3,
            ["state_dict"] = new Dictionary<string, object?>
            {
                ["layer.weight"] = TensorOf.Contiguous("FloatStorage", "0", 2, 3),
                ["layer.weight_t"] = new TensorOf("FloatStorage", "0", 6, 0, [3, 2], [1, 3]),
                ["layer.bias"] = TensorOf.Contiguous("BFloat16Storage", "1", 2),
            },
            ["hyper_parameters"] = new ObjectOf("omegaconf.dictconfig", "DictConfig", new()
            {
                ["_metadata"] = new ObjectOf("omegaconf.base", "ContainerMetadata", new() { ["optional"] = true }),
                ["_content"] = new Dictionary<string, object?>
                {
                    ["width"] = new ObjectOf("omegaconf.nodes", "AnyNode", new() { ["_val"] = 3 }),
                    ["rate"] = new ObjectOf("omegaconf.nodes", "FloatNode", new() { ["_val"] = 0.25 }),
                },
            }),
        },
        ("0", Floats(1, 2, 3, 4, 5, 6)), ("1", [0x80, 0x3f, 0x00, 0xc0]));
}
