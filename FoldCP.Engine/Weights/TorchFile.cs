using FoldCP.Engine.Weights.Pickles;

namespace FoldCP.Engine.Weights;

/// <summary>
/// A file as torch.save has written it since PyTorch 1.6: a zip file with a pickle of what was saved, and a record of bytes
/// for each stretch of numbers. The pickle becomes inert data, the numbers stay mapped until they are used.
/// </summary>
internal sealed class TorchFile : IDisposable
{
    private const string Pickle = "data.pkl";
    private const long LongestPickle = 64L << 20;

    private static readonly Dictionary<string, (ScalarType Type, long Size)> s_types = new()
    {
        ["DoubleStorage"] = (ScalarType.Float64, 8),
        ["FloatStorage"] = (ScalarType.Float32, 4),
        ["HalfStorage"] = (ScalarType.Float16, 2),
        ["BFloat16Storage"] = (ScalarType.BFloat16, 2),
        ["LongStorage"] = (ScalarType.Int64, 8),
        ["IntStorage"] = (ScalarType.Int32, 4),
        ["ShortStorage"] = (ScalarType.Int16, 2),
        ["CharStorage"] = (ScalarType.Int8, 1),
        ["ByteStorage"] = (ScalarType.Byte, 1),
        ["BoolStorage"] = (ScalarType.Bool, 1),
    };

    private readonly MappedFile _map;
    private readonly StoredZip _zip;
    private readonly string _folder;

    private TorchFile(MappedFile map)
    {
        _map = map;
        TorchFormat.Check(map);
        _zip = StoredZip.Open(map);
        _folder = Folder();
        if (_zip.Has($"{_folder}byteorder") && !Record("byteorder").SequenceEqual("little"u8))
            throw map.Damaged("its numbers are not little-endian, which this engine cannot read");
        Root = Unpickled();
    }

    /// <summary>What was saved.</summary>
    public object? Root { get; }

    /// <exception cref="FileNotFoundException">there is no such file</exception>
    /// <exception cref="InvalidDataException">it is not such a file, is damaged, or is hostile</exception>
    public static TorchFile Open(string path)
    {
        var map = MappedFile.Open(path);
        try
        {
            return new(map);
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    /// <summary>The mapped numbers of a tensor; a view that is the caller's.</summary>
    /// <exception cref="InvalidDataException">it reaches beyond its storage, or is of a type that is not supported</exception>
    public Tensor View(PickleTensor tensor, string name)
    {
        if (!s_types.TryGetValue(tensor.Storage.Type, out var type))
            throw _map.Damaged($"{name} has numbers of type {tensor.Storage.Type}, which is not supported");
        var (offset, length) = _zip.Find($"{_folder}data/{tensor.Storage.Key}");
        if (length % type.Size != 0 || tensor.Storage.Count != length / type.Size)
            throw _map.Damaged($"{name} is said to have a storage of {tensor.Storage.Count} numbers, but that has {length} bytes");
        CheckReach(tensor, name);
        using var storage = _map.View(offset, length, [tensor.Storage.Count], type.Type);
        return storage.as_strided(tensor.Shape.ToArray(), tensor.Strides.ToArray(), tensor.Offset);
    }

    public void Dispose() => _map.Dispose();

    private void CheckReach(PickleTensor tensor, string name)
    {
        var (count, last, empty) = (1L, tensor.Offset, false);
        try
        {
            if (tensor.Shape.Length != tensor.Strides.Length || tensor.Offset < 0)
                throw new OverflowException();
            for (var dim = 0; dim < tensor.Shape.Length; dim++)
            {
                if (tensor.Shape[dim] < 0 || tensor.Strides[dim] < 0)
                    throw new OverflowException();
                empty |= tensor.Shape[dim] == 0;
                count = checked(count * Math.Max(1, tensor.Shape[dim]));
                last = checked(last + ((tensor.Shape[dim] - 1) * tensor.Strides[dim]));
            }
        }
        catch (OverflowException odd)
        {
            throw _map.Damaged($"{name} has an impossible shape", odd);
        }
        if (!empty && last >= tensor.Storage.Count)
            throw _map.Damaged($"{name} reaches beyond its storage of {tensor.Storage.Count} numbers");
    }

    // All records lie in one folder, named after the file as it was when it was saved.
    private string Folder()
    {
        string[] pickles = [.. _zip.Names.Where(name => name.EndsWith($"/{Pickle}", StringComparison.Ordinal) && name.Count('/') == 1)];
        if (pickles.Length != 1)
            throw _map.Damaged($"a zip file, but not one of PyTorch: it holds {pickles.Length} records named {Pickle}");
        var folder = pickles[0][..^Pickle.Length];
        return _zip.Has($"{folder}constants.pkl")
            ? throw _map.Damaged("a TorchScript program, not weights. Save the model's state_dict instead")
            : folder;
    }

    private ReadOnlySpan<byte> Record(string name)
    {
        var (offset, length) = _zip.Find(_folder + name);
        return length <= LongestPickle
            ? _map.Bytes(offset, length)
            : throw _map.Damaged($"its record {name} has {length} bytes, which is not plausible");
    }

    private object? Unpickled()
    {
        var pickle = Record(Pickle);
        try
        {
            return PickleMachine.Load(pickle);
        }
        catch (PickleException refusal)
        {
            throw _map.Damaged($"its pickle cannot be read: {refusal.Message}", refusal);
        }
    }
}
