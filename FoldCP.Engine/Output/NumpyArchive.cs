using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace FoldCP.Engine.Output;

/// <summary>
/// An array of float32 as <c>numpy.savez_compressed</c> writes it: a zip file with one <c>.npy</c> of version 1, in C order
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
/// </summary>
internal sealed class NumpyArchive : IDisposable
{
    private const int Alignment = 64;

    // A zip file cannot have an earlier time; with a fixed one the same numbers give the same file.
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;
    private readonly Stream _content;

    /// <param name="file">what is written to; it stays open</param>
    /// <param name="name">of the array</param>
    /// <param name="shape">of the array: as many numbers are to be added</param>
    public NumpyArchive(Stream file, string name, params ReadOnlySpan<int> shape)
    {
        _archive = new(file, ZipArchiveMode.Create, leaveOpen: true);
        var entry = _archive.CreateEntry($"{name}.npy", CompressionLevel.Optimal);
        entry.LastWriteTime = Time;
        _content = entry.Open();
        _content.Write(Header(shape));
    }

    /// <summary>Writes an array that is there as a whole.</summary>
    public static void Write(Stream file, string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        using var array = new NumpyArchive(file, name, shape);
        array.Add(values);
    }

    /// <summary>The next numbers of the array, in C order.</summary>
    public void Add(ReadOnlySpan<float> values) => _content.Write(MemoryMarshal.AsBytes(values));

    public void Dispose()
    {
        _content.Dispose();
        _archive.Dispose();
    }

    // The magic, the version, the header's length as uint16, and a Python dict that ends at a multiple of 64 with a line break.
    private static byte[] Header(ReadOnlySpan<int> shape)
    {
        string sizes = shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape.ToArray());
        string dict = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({sizes}), }}";
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        int before = magic.Length + sizeof(ushort);
        int length = (before + dict.Length + Alignment) / Alignment * Alignment - before;
        return [.. magic, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(dict.PadRight(length - 1) + '\n')];
    }
}
