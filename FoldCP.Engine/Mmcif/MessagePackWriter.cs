using System.Buffers.Binary;
using System.Text;

namespace FoldCP.Engine.Mmcif;

/// <summary>The few types of MessagePack that BinaryCIF needs (https://github.com/msgpack/msgpack/blob/master/spec.md).</summary>
internal sealed class MessagePackWriter(Stream file)
{
    private const int LongestFixedMap = 15;
    private const int LongestFixedString = 31;
    private const int LargestFixedNumber = 127;

    /// <summary>Begins a map: its keys and values follow, one after the other.</summary>
    public void Map(int count) => Begin(count, LongestFixedMap, fixedForm: 0x80, large: 0xDE);

    /// <summary>Begins an array: its elements follow.</summary>
    public void Array(int count) => Begin(count, LongestFixedMap, fixedForm: 0x90, large: 0xDC);

    public void Nil() => file.WriteByte(0xC0);

    public void Flag(bool value) => file.WriteByte(value ? (byte)0xC3 : (byte)0xC2);

    public void Number(int value)
    {
        if (value is >= 0 and <= LargestFixedNumber)
            file.WriteByte((byte)value);
        else
            Headed(0xD2, (uint)value);
    }

    public void Text(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        if (bytes.Length <= LongestFixedString)
            file.WriteByte((byte)(0xA0 | bytes.Length));
        else
            Headed(0xDB, (uint)bytes.Length);
        file.Write(bytes);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Headed(0xC6, (uint)value.Length);
        file.Write(value);
    }

    private void Begin(int count, int longestFixed, byte fixedForm, byte large)
    {
        if (count <= longestFixed)
        {
            file.WriteByte((byte)(fixedForm | count));
            return;
        }
        Span<byte> head = [large, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[1..], checked((ushort)count));
        file.Write(head);
    }

    private void Headed(byte type, uint number)
    {
        Span<byte> head = [type, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], number);
        file.Write(head);
    }
}
