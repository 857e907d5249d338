using System.Buffers.Binary;
using System.Text.Json;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Weights;

/// <summary>
/// A safetensors file mapped into memory: the header's length in eight bytes, the header as JSON, the data. Its tensors are
/// views of the map: nothing is read before it is used, writing to one changes a private copy of the page, and none may be
/// used after the file is disposed.
/// </summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private const int LengthBytes = 8;
    private const long LongestHeader = 100_000_000;

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

    private readonly string _path;
    private readonly Tensor _map;
    private readonly Dictionary<string, Tensor> _tensors = [];

    private SafetensorsFile(string path, long bytes)
        => (_path, _map) = (path, from_file(path, shared: false, size: bytes, dtype: ScalarType.Byte).DetachFromDisposeScope());

    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <exception cref="FileNotFoundException">there is no such file</exception>
    /// <exception cref="InvalidDataException">the file is not safetensors, is cut off, or points outside itself</exception>
    public static SafetensorsFile Open(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new FileNotFoundException($"{path}: there is no such weights file.", path);
        if (info.Length < LengthBytes)
            throw new InvalidDataException($"{path}: not a safetensors file, it has only {info.Length} bytes.");

        var file = new SafetensorsFile(path, info.Length);
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

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values)
            tensor.Dispose();
        _tensors.Clear();
        _map.Dispose();
    }

    private void Read()
    {
        var length = BinaryPrimitives.ReadInt64LittleEndian(new ReadOnlySpan<byte>(At(0, LengthBytes), LengthBytes));
        if (length is < 2 or > LongestHeader)
            throw Damaged($"not a safetensors file, a header of {length} bytes is not plausible");

        using var header = Header(new ReadOnlySpan<byte>(At(LengthBytes, length), (int)length).ToArray());
        foreach (var entry in header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
            _tensors.Add(entry.Name, View(entry, LengthBytes + length).DetachFromDisposeScope());
    }

    private JsonDocument Header(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException damage)
        {
            throw Damaged($"not a safetensors file, its header is not JSON ({damage.Message})");
        }
    }

    private Tensor View(JsonProperty entry, long dataStart)
    {
        try
        {
            var name = entry.Value.GetProperty("dtype").GetString()!;
            if (!Types.TryGetValue(name, out var type))
                throw Damaged($"{entry.Name} has numbers of type {name}, which is not supported");
            long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64())];
            var offsets = entry.Value.GetProperty("data_offsets");
            var (start, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
            if (shape.Any(extent => extent < 0) || shape.Aggregate(type.Size, (product, extent) => checked(product * extent)) != end - start)
                throw Damaged($"{entry.Name} has shape [{string.Join(", ", shape)}] but {end - start} bytes");
            return NativeTensors.FromBlob(At(start < 0 ? -1 : checked(dataStart + start), end - start), shape, type.Type);
        }
        catch (Exception odd) when (odd is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw Damaged($"the header's entry {entry.Name} is damaged ({odd.Message})");
        }
    }

    private byte* At(long offset, long length)
        => offset < 0 || length < 0 || offset > _map.shape[0] - length
            ? throw Damaged("the file is cut off, or points outside itself")
            : (byte*)NativeTensors.DataPointer(_map) + offset;

    private InvalidDataException Damaged(string how) => new($"{_path}: {how}.");
}
