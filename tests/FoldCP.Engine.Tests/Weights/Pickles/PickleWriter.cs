using System.Buffers.Binary;
using System.Text;

namespace FoldCP.Engine.Tests.Weights.Pickles;

/// <summary>A tuple to be written; a list is a List.</summary>
internal sealed record TupleOf(params object?[] Items);

/// <summary>What Python calls when it reads it.</summary>
internal sealed record CallOf(string Module, string Name, TupleOf Arguments);

/// <summary>An object whose class is made without its constructor, and its fields.</summary>
internal sealed record ObjectOf(string Module, string Name, Dictionary<string, object?> Fields);

/// <summary>A tensor whose numbers are in the record data/KEY.</summary>
internal sealed record TensorOf(string Type, string Key, long Count, long Offset, long[] Shape, long[] Strides)
{
    public static TensorOf Contiguous(string type, string key, params long[] shape)
    {
        var strides = new long[shape.Length];
        for (var (dim, stride) = (shape.Length - 1, 1L); dim >= 0; stride *= shape[dim--])
            strides[dim] = stride;
        return new(type, key, shape.Aggregate(1L, (product, extent) => product * extent), 0, shape, strides);
    }
}

/// <summary>Writes pickles of protocol 2 as Python does, and any other bytes too.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _bytes = [0x80, 2];

    public static byte[] Of(object? value) => new PickleWriter().Value(value).Done();

    public byte[] Done() => [.. _bytes, (byte)'.'];

    public PickleWriter Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleWriter Op(string opcodes) => Raw(Encoding.Latin1.GetBytes(opcodes));

    public PickleWriter Global(string module, string name) => Raw(Encoding.UTF8.GetBytes($"c{module}\n{name}\n"));

    public PickleWriter Text(string text) => Op("X").Number4((uint)Encoding.UTF8.GetByteCount(text)).Raw(Encoding.UTF8.GetBytes(text));

    public PickleWriter Number4(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return Raw(bytes);
    }

    public PickleWriter Value(object? value) => value switch
    {
        null => Op("N"),
        true => Op("\x88"),
        false => Op("\x89"),
        string text => Text(text),
        int number => Integer(number),
        long number => Integer(number),
        double number => Real(number),
        Dictionary<string, object?> dict => Entries(Op("}"), dict),
        List<object?> list => Items(Op("]("), list).Op("e"),
        TupleOf tuple => Items(Op("("), tuple.Items).Op("t"),
        CallOf call => Global(call.Module, call.Name).Value(call.Arguments).Op("R"),
        ObjectOf made => Entries(Global(made.Module, made.Name).Op(")\x81}"), made.Fields).Op("b"),
        TensorOf tensor => Tensor(tensor),
        _ => throw new ArgumentException($"A {value.GetType()} cannot be written."),
    };

    private PickleWriter Tensor(TensorOf tensor)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op("(");
        Op("(").Text("storage").Global("torch", tensor.Type).Text(tensor.Key).Text("cpu").Integer(tensor.Count).Op("tQ");
        Integer(tensor.Offset).Value(Tuple(tensor.Shape)).Value(Tuple(tensor.Strides)).Op("\x89");
        return Global("collections", "OrderedDict").Op(")R").Op("tR");
    }

    private PickleWriter Integer(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return number is >= 0 and < 256 ? Op("K").Raw((byte)number) : Op("\x8a\x08").Raw(bytes);
    }

    private PickleWriter Real(double number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
        return Op("G").Raw(bytes);
    }

    private static PickleWriter Items(PickleWriter writer, IEnumerable<object?> items)
    {
        foreach (var item in items)
            writer.Value(item);
        return writer;
    }

    private static PickleWriter Entries(PickleWriter writer, Dictionary<string, object?> entries)
    {
        writer.Op("(");
        foreach (var (name, value) in entries)
            writer.Text(name).Value(value);
        return writer.Op("u");
    }

    private static TupleOf Tuple(long[] numbers) => new([.. numbers.Select(number => (object?)number)]);
}
