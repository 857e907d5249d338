using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Tests.Output;

using Map = Dictionary<string, object?>;

/// <summary>Reads BinaryCIF by its specification: tables of cells, null where the mask says so.</summary>
internal static class BinaryCifReader
{
    /// <returns>category, column, cells: texts, or numbers as double</returns>
    public static Dictionary<string, Dictionary<string, object?[]>> Read(string file) => Read(File.ReadAllBytes(file));

    public static Dictionary<string, Dictionary<string, object?[]>> Read(byte[] file)
    {
        var reader = new MessagePackReader(file);
        var root = (Map)reader.Next()!;
        Assert.True(reader.IsAtEnd);
        Assert.Equal("0.3.0", root["version"]);
        var block = (Map)Assert.Single((object?[])root["dataBlocks"]!)!;
        return ((object?[])block["categories"]!).Cast<Map>().ToDictionary(category => (string)category["name"]!, Columns);
    }

    /// <summary>Whole numbers as an encoded array has them.</summary>
    public static IEnumerable<int> Numbers(BinaryData data)
    {
        using var steps = new MemoryStream();
        BinaryStep.Write(new MessagePackWriter(steps), data.Steps);
        return Decoded(data.Bytes, (object?[])new MessagePackReader(steps.ToArray()).Next()!).Select(number => (int)(double)number!);
    }

    /// <summary>Whether a table of text is there with equal cells, numbers as numbers.</summary>
    public static bool Agrees(CifTable text, Dictionary<string, Dictionary<string, object?[]>> tables) =>
        tables.TryGetValue(text.Category, out var columns) && columns.Keys.SequenceEqual(text.Columns)
        && text.Columns.Index().All(column => Enumerable.Range(0, text.Rows).All(row => IsSame(text[row, column.Index], columns[column.Item][row])));

    private static bool IsSame(string? text, object? cell) => cell switch
    {
        double number => text is not null && Math.Abs(double.Parse(text, CultureInfo.InvariantCulture) - number) < 1e-9,
        string word => word == text,
        _ => text is null,
    };

    private static Dictionary<string, object?[]> Columns(Map category) => ((object?[])category["columns"]!).Cast<Map>().ToDictionary(
        column => (string)column["name"]!,
        column =>
        {
            var cells = Decoded((Map)column["data"]!);
            Assert.Equal((int)category["rowCount"]!, cells.Length);
            return column["mask"] is Map mask ? [.. Decoded(mask).Zip(cells, (hidden, cell) => (double)hidden! == 0 ? cell : null)] : cells;
        });

    private static object?[] Decoded(Map data) => Decoded((byte[])data["data"]!, (object?[])data["encoding"]!);

    private static object?[] Decoded(byte[] bytes, object?[] steps)
    {
        object value = bytes;
        foreach (var step in steps.Cast<Map>().Reverse())
            value = Undone(step, value);
        return value is double[] numbers ? [.. numbers.Cast<object?>()] : (object?[])value;
    }

    private static object Undone(Map step, object value) => step["kind"] switch
    {
        "ByteArray" => Numbers((byte[])value, (int)step["type"]!),
        "IntegerPacking" => Unpacked((double[])value, (int)step["byteCount"]!, (bool)step["isUnsigned"]!, (int)step["srcSize"]!),
        "Delta" => Summed((double[])value, (int)step["origin"]!),
        "RunLength" => Repeated((double[])value, (int)step["srcSize"]!),
        "FixedPoint" => Array.ConvertAll((double[])value, number => number / (int)step["factor"]!),
        "StringArray" => Texts(step, (byte[])value),
        var unknown => throw new InvalidDataException($"{unknown}"),
    };

    private static double[] Numbers(byte[] bytes, int type) => type switch
    {
        1 => Array.ConvertAll(bytes, one => (double)(sbyte)one),
        4 => Array.ConvertAll(bytes, one => (double)one),
        2 => [.. bytes.Chunk(2).Select(two => (double)BinaryPrimitives.ReadInt16LittleEndian(two))],
        5 => [.. bytes.Chunk(2).Select(two => (double)BinaryPrimitives.ReadUInt16LittleEndian(two))],
        3 => [.. bytes.Chunk(4).Select(four => (double)BinaryPrimitives.ReadInt32LittleEndian(four))],
        _ => throw new InvalidDataException($"type {type}"),
    };

    private static double[] Unpacked(double[] packed, int width, bool isUnsigned, int count)
    {
        double most = Math.Pow(2, (8 * width) - (isUnsigned ? 0 : 1)) - 1;
        var numbers = new List<double>();
        for (int at = 0; at < packed.Length; at++)
        {
            double sum = packed[at];
            while (packed[at] == most || (!isUnsigned && packed[at] == -most - 1))
                sum += packed[++at];
            numbers.Add(sum);
        }
        Assert.Equal(count, numbers.Count);
        return [.. numbers];
    }

    private static double[] Summed(double[] changes, int origin)
    {
        double sum = origin;
        return Array.ConvertAll(changes, change => (double)unchecked((int)(long)(sum += change)));
    }

    private static double[] Repeated(double[] runs, int count)
    {
        double[] all = [.. runs.Chunk(2).SelectMany(run => Enumerable.Repeat(run[0], (int)run[1]))];
        Assert.Equal(count, all.Length);
        return all;
    }

    private static object?[] Texts(Map step, byte[] rows)
    {
        string all = (string)step["stringData"]!;
        int[] offsets = [.. Decoded((byte[])step["offsets"]!, (object?[])step["offsetEncoding"]!).Select(offset => (int)(double)offset!)];
        return [.. Decoded(rows, (object?[])step["dataEncoding"]!).Select(row => (int)(double)row!).Select(row => row < 0 ? null : all[offsets[row]..offsets[row + 1]])];
    }
}

/// <summary>Reads MessagePack: maps, arrays, texts, bytes, flags and whole numbers.</summary>
internal sealed class MessagePackReader(byte[] file)
{
    private int _at;

    public bool IsAtEnd => _at == file.Length;

    public object? Next()
    {
        byte type = file[_at++];
        return type switch
        {
            <= 0x7F => (int)type,
            <= 0x8F => Map(type & 0x0F),
            <= 0x9F => Array(type & 0x0F),
            <= 0xBF => Text(type & 0x1F),
            0xC0 => null,
            0xC2 or 0xC3 => type == 0xC3,
            0xC6 => Take((int)Number(4)).ToArray(),
            0xD2 => unchecked((int)Number(4)),
            0xDB => Text((int)Number(4)),
            0xDC => Array((int)Number(2)),
            0xDE => Map((int)Number(2)),
            _ => throw new InvalidDataException($"type {type:X}"),
        };
    }

    private Map Map(int count)
    {
        var map = new Map();
        for (int i = 0; i < count; i++)
            map.Add((string)Next()!, Next());
        return map;
    }

    private object?[] Array(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private string Text(int length) => Encoding.UTF8.GetString(Take(length));

    private uint Number(int bytes) => bytes == 2 ? BinaryPrimitives.ReadUInt16BigEndian(Take(2)) : BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    private ReadOnlySpan<byte> Take(int count) => file.AsSpan((_at += count) - count, count);
}
