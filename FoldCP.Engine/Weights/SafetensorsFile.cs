using System.Buffers.Binary;
using System.Text.Json;

namespace FoldCP.Engine.Weights;

/// <summary>
/// A safetensors file mapped into memory: the header's length in eight bytes, the header as JSON, the data. Its tensors are
/// views of the map: nothing is read before it is used, writing to one changes a private copy of the page, and none may be
/// used after the file is disposed.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;
    private const long LongestHeader = 100_000_000;
    private const int MostDimensions = 64;

    private static readonly Dictionary<string, (ScalarType Type, long Size)> Types = new()
    {
        ["F64"] = (ScalarType.Float64, 8),
        ["F32"] = (ScalarType.Float32, 4),
        ["F16"] = (ScalarType.Float16, 2),
        ["BF16"] = (ScalarType.BFloat16, 2),
        ["I64"] = (ScalarType.Int64, 8),
        ["I32"] = (ScalarType.Int32, 4),
        ["I16"] = (ScalarType.Int16, 2),
        ["I8"] = (ScalarType.Int8, 1),
        ["U8"] = (ScalarType.Byte, 1),
        ["BOOL"] = (ScalarType.Bool, 1),
    };

    private readonly MappedFile _map;
    private readonly Dictionary<string, Tensor> _tensors = [];

    private SafetensorsFile(MappedFile map) => _map = map;

    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <exception cref="FileNotFoundException">there is no such file</exception>
    /// <exception cref="InvalidDataException">the file is not safetensors, is cut off, or points outside itself</exception>
    /// <exception cref="InsufficientMemoryException">Linux promises no memory for private copies of so many pages</exception>
    public static SafetensorsFile Open(string path) => Of(MappedFile.Open(path));

    /// <summary>Opens a file of any size, also one that is larger than memory: its tensors are to be read only.</summary>
    /// <inheritdoc cref="Open(string)"/>
    internal static SafetensorsFile OpenReadOnly(string path) => Of(MappedFile.OpenReadOnly(path));

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values)
            tensor.Dispose();
        _tensors.Clear();
        _map.Dispose();
    }

    /// <summary>What the format calls a type of numbers.</summary>
    internal static string NameOf(ScalarType type) => Types.First(known => known.Value.Type == type).Key;

    /// <summary>Bytes of one such number.</summary>
    internal static long SizeOf(ScalarType type) => Types.Values.First(known => known.Type == type).Size;

    private static SafetensorsFile Of(MappedFile map)
    {
        var file = new SafetensorsFile(map);
        try
        {
            file.Read();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Read()
    {
        if (_map.Length < LengthBytes)
            throw _map.Damaged($"not a safetensors file, it has only {_map.Length} bytes");
        var length = BinaryPrimitives.ReadInt64LittleEndian(_map.Bytes(0, LengthBytes));
        if (length is < 2 or > LongestHeader)
            throw _map.Damaged($"not a safetensors file, a header of {length} bytes is not plausible");

        using var header = Header(_map.Bytes(LengthBytes, length).ToArray());
        if (header.RootElement.ValueKind != JsonValueKind.Object)
            throw _map.Damaged("not a safetensors file, its header is no JSON object");
        foreach (var entry in header.RootElement.EnumerateObject())
        {
            var name = NameOf(entry);
            if (name == "__metadata__")
                continue;
            if (_tensors.ContainsKey(name))
                throw _map.Damaged($"it holds {name} twice");
            _tensors.Add(name, View(entry, LengthBytes + length).DetachFromDisposeScope());
        }
    }

    private string NameOf(JsonProperty entry)
    {
        try
        {
            return entry.Name;
        }
        catch (InvalidOperationException odd)
        {
            throw _map.Damaged($"not a safetensors file, its header holds a name that is no text ({odd.Message})", odd);
        }
    }

    private JsonDocument Header(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException damage)
        {
            throw _map.Damaged($"not a safetensors file, its header is not JSON ({damage.Message})");
        }
    }

    private Tensor View(JsonProperty entry, long dataStart)
    {
        try
        {
            var name = entry.Value.GetProperty("dtype").GetString()!;
            if (!Types.TryGetValue(name, out var type))
                throw _map.Damaged($"{entry.Name} has numbers of type {name}, which is not supported");
            long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64())];
            var offsets = entry.Value.GetProperty("data_offsets");
            var (start, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
            if (shape.Length > MostDimensions)
                throw _map.Damaged($"{entry.Name} has {shape.Length} dimensions, which is not plausible");
            if (shape.Any(extent => extent < 0) || shape.Aggregate(type.Size, (product, extent) => checked(product * extent)) != end - start)
                throw _map.Damaged($"{entry.Name} has shape [{string.Join(", ", shape)}] but {end - start} bytes");
            return _map.View(start < 0 ? -1 : checked(dataStart + start), end - start, shape, type.Type);
        }
        catch (Exception odd) when (odd is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw _map.Damaged($"the header's entry {entry.Name} is damaged ({odd.Message})");
        }
    }
}
