using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace FoldCP.Engine.Weights.Pickles;

/// <summary>Reads a pickle's numbers and texts, one after the other.</summary>
internal ref struct PickleBytes(ReadOnlySpan<byte> data)
{
    private const int LongestInteger = 256;
    private const int LongestLine = 1024;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _data = data;

    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A length in four bytes.</summary>
    public long UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A length in eight bytes.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _data.Length - Position)
            throw new PickleException("it ends too early");
        Position += (int)count;
        return _data.Slice(Position - (int)count, (int)count);
    }

    public string Text(long length)
    {
        var bytes = Take(length);
        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException odd)
        {
            throw new PickleException("a text is not UTF-8", odd);
        }
    }

    /// <summary>Text up to the end of the line.</summary>
    public string Line()
    {
        var rest = _data[Position..];
        var length = rest[..Math.Min(rest.Length, LongestLine)].IndexOf((byte)'\n');
        if (length < 0)
            throw new PickleException("a name has no end");
        var line = Text(length);
        Take(1);
        return line;
    }

    /// <summary>A long, or a BigInteger where that is too small.</summary>
    public object Integer(long length)
    {
        if (length > LongestInteger)
            throw new PickleException($"an integer of {length} bytes is not plausible");
        var value = new BigInteger(Take(length));
        // Not a conditional expression: its two sides would both become BigInteger.
        if (length <= sizeof(long))
            return (long)value;
        return value;
    }
}
