using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace FoldCP.Engine.Tests.Output;

/// <summary>Reads float32 arrays of <c>.npz</c> files, written without a look at how the engine writes them.</summary>
internal static partial class NumpyReader
{
    public static (int[] Shape, float[] Numbers) Read(string file, string name)
    {
        using var archive = ZipFile.OpenRead(file);
        using var content = archive.Entries.Single(entry => entry.FullName == name + ".npy").Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        byte[] all = bytes.ToArray();
        Assert.Equal([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0], all[..8]);
        int start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(all.AsSpan(8));
        Assert.Equal(0, start % 64);
        var header = Header().Match(Encoding.ASCII.GetString(all[10..start]));
        Assert.True(header.Success);
        int[] shape = [.. header.Groups["size"].Captures.Select(size => int.Parse(size.Value))];
        float[] numbers = MemoryMarshal.Cast<byte, float>(all.AsSpan(start)).ToArray();
        Assert.Equal(shape.Aggregate(1, (count, size) => count * size), numbers.Length);
        return (shape, numbers);
    }

    // A tuple of one number ends with a comma in Python.
    [GeneratedRegex(@"^\{'descr': '<f4', 'fortran_order': False, 'shape': \((?:(?<size>\d+),|(?<size>\d+)(?:, (?<size>\d+))+)\), \} *\n$")]
    private static partial Regex Header();
}
