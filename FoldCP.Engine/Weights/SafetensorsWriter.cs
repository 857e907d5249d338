using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Weights;

/// <summary>A tensor's place in a safetensors file.</summary>
internal sealed record TensorEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape)
{
    public long Bytes => Shape.Aggregate(SafetensorsFile.SizeOf(Type), (product, extent) => checked(product * extent));
}

/// <summary>Writes a safetensors file from its first byte to its last: the header is known before, and numbers come in any pieces.</summary>
internal sealed class SafetensorsWriter : IDisposable
{
    /// <summary>How long a seal is.</summary>
    public const int SealBytes = SHA256.HashSizeInBytes;

    // Each piece is still in the processor's cache when it is written.
    private const int AtOnce = 1 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _file;
    private readonly long _end;

    /// <param name="file">at whose place it begins</param>
    /// <param name="entries">in the order in which their numbers will come</param>
    public SafetensorsWriter(Stream file, IReadOnlyList<TensorEntry> entries)
    {
        _file = file;
        var header = Encoding.UTF8.GetBytes(Header(entries).ToJsonString());
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        Write(length);
        Write(header);
        _end = file.Position + entries.Sum(entry => entry.Bytes);
    }

    /// <summary>The next numbers: of a tensor, or of as many of its first dimensions' slices as there are here.</summary>
    public unsafe void Append(Tensor piece)
    {
        using var here = piece.cpu();
        using var contiguous = here.contiguous();
        var data = (byte*)NativeTensors.DataPointer(contiguous);
        for (long at = 0, total = contiguous.numel() * contiguous.element_size(); at < total;)
        {
            int length = (int)Math.Min(AtOnce, total - at);
            Write(new ReadOnlySpan<byte>(data + at, length));
            at += length;
        }
    }

    /// <summary>The next numbers are a seal of all that came before: their SHA-256.</summary>
    public void Seal() => _file.Write(_hash.GetHashAndReset());

    /// <exception cref="InvalidOperationException">more or fewer numbers came than were announced</exception>
    public void End()
    {
        if (_file.Position != _end)
            throw new InvalidOperationException($"The file should end at {_end}, and is at {_file.Position}.");
    }

    public void Dispose() => _hash.Dispose();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _file.Write(bytes);
    }

    private static JsonObject Header(IReadOnlyList<TensorEntry> entries)
    {
        var (header, at) = (new JsonObject(), 0L);
        foreach (var entry in entries)
        {
            header[entry.Name] = new JsonObject
            {
                ["dtype"] = SafetensorsFile.NameOf(entry.Type),
                ["shape"] = new JsonArray([.. entry.Shape.Select(extent => JsonValue.Create(extent))]),
                ["data_offsets"] = new JsonArray(at, at + entry.Bytes),
            };
            at += entry.Bytes;
        }
        return header;
    }
}
