using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace FoldCP.Engine.Tests.Features;

/// <summary>The tensors of a recorded reference case, as plain numbers.</summary>
internal sealed class GoldenTensors
{
    private const int HeaderStart = 8;

    private readonly byte[] file;
    private readonly JsonElement header;
    private readonly int start;

    private GoldenTensors(byte[] file)
    {
        this.file = file;
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using var document = JsonDocument.Parse(file.AsMemory(HeaderStart, length));
        (header, start) = (document.RootElement.Clone(), HeaderStart + length);
    }

    public static GoldenTensors Read(string name) => new(File.ReadAllBytes(SharedData.File($"golden/cases/{name}.safetensors")));

    public IEnumerable<string> Names => header.EnumerateObject().Select(entry => entry.Name);

    public int[] Shape(string name) => [.. header.GetProperty(name).GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];

    public double[] Numbers(string name)
    {
        var entry = header.GetProperty(name);
        var offsets = entry.GetProperty("data_offsets");
        var bytes = file.AsSpan(start + offsets[0].GetInt32(), offsets[1].GetInt32() - offsets[0].GetInt32());
        return entry.GetProperty("dtype").GetString() switch
        {
            "F32" => Cast<float>(bytes, x => x),
            "I64" => Cast<long>(bytes, x => x),
            "I32" => Cast<int>(bytes, x => x),
            "U8" or "BOOL" => Cast<byte>(bytes, x => x),
            var other => throw new InvalidOperationException($"{name} is of type {other}."),
        };
    }

    /// <summary>The place of each row's one in one-hot rows; -1 for a row of zeros.</summary>
    public double[] Classes(string name)
    {
        int kinds = Shape(name)[^1];
        return [.. Numbers(name).Chunk(kinds).Select(row => (double)Array.IndexOf(row, 1))];
    }

    private static double[] Cast<T>(ReadOnlySpan<byte> bytes, Func<T, double> cast) where T : struct =>
        [.. MemoryMarshal.Cast<byte, T>(bytes).ToArray().Select(cast)];
}
