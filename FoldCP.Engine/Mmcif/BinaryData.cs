using System.Buffers.Binary;

namespace FoldCP.Engine.Mmcif;

/// <summary>An array of BinaryCIF: bytes, and how they were made, first step first.</summary>
internal sealed record BinaryData(byte[] Bytes, IReadOnlyList<BinaryStep> Steps)
{
    /// <summary>Whole numbers in whichever of the format's ways takes the fewest bytes.</summary>
    public static BinaryData Of(int[] numbers)
    {
        int[] changes = Changes(numbers, out int origin);
        BinaryStep[] delta = [new Delta(origin)];
        BinaryData[] ways = [Packed(numbers, []), Packed(changes, delta), RunLengthOf(numbers, []), RunLengthOf(changes, delta)];
        return ways.MinBy(way => way.Bytes.Length)!;
    }

    /// <summary>Texts: each once, one after the other, and which of them stands in each row; -1 for none.</summary>
    public static BinaryData Of(IReadOnlyList<string?> texts)
    {
        var places = new Dictionary<string, int>();
        int[] indices = [.. texts.Select(text => text is null ? -1 : places.TryGetValue(text, out int place) ? place : places[text] = places.Count)];
        var offsets = new int[places.Count + 1];
        string[] distinct = [.. places.OrderBy(entry => entry.Value).Select(entry => entry.Key)];
        for (int i = 0; i < distinct.Length; i++)
            offsets[i + 1] = offsets[i] + distinct[i].Length;
        var rows = Of(indices);
        return new(rows.Bytes, [new StringArray(rows.Steps, string.Concat(distinct), Of(offsets))]);
    }

    /// <summary>Numbers of so many digits, as whole ones.</summary>
    /// <param name="numbers">each times <paramref name="factor"/></param>
    /// <param name="factor">a power of ten</param>
    public static BinaryData Of(int[] numbers, int factor)
    {
        var whole = Of(numbers);
        return whole with { Steps = [new FixedPoint(factor), .. whole.Steps] };
    }

    private static BinaryData RunLengthOf(int[] numbers, BinaryStep[] before)
    {
        var runs = new List<int>();
        foreach (int number in numbers)
        {
            if (runs.Count > 0 && runs[^2] == number)
                runs[^1]++;
            else
                runs.AddRange([number, 1]);
        }
        return Packed([.. runs], [.. before, new RunLength(numbers.Length)]);
    }

    // The first is the origin, and its change 0. Overflow comes back as it went.
    private static int[] Changes(int[] numbers, out int origin)
    {
        origin = numbers.Length > 0 ? numbers[0] : 0;
        var changes = new int[numbers.Length];
        for (int i = 1; i < numbers.Length; i++)
            changes[i] = unchecked(numbers[i] - numbers[i - 1]);
        return changes;
    }

    private static BinaryData Packed(int[] numbers, BinaryStep[] before)
    {
        bool isUnsigned = numbers.All(number => number >= 0);
        int width = new[] { 1, 2, sizeof(int) }.MinBy(width => Size(numbers, width, isUnsigned));
        return width == sizeof(int)
            ? new(Whole(numbers), [.. before, new ByteArray(BinaryType.Int32)])
            : new(Pack(numbers, width, isUnsigned),
                [.. before, new IntegerPacking(width, isUnsigned, numbers.Length), new ByteArray(PackedType(width, isUnsigned))]);
    }

    private static BinaryType PackedType(int width, bool isUnsigned) => (width, isUnsigned) switch
    {
        (1, true) => BinaryType.UInt8,
        (1, false) => BinaryType.Int8,
        (_, true) => BinaryType.UInt16,
        (_, false) => BinaryType.Int16,
    };

    private static (int Least, int Most) Limits(int width, bool isUnsigned)
    {
        int most = (1 << (8 * width - (isUnsigned ? 0 : 1))) - 1;
        return (isUnsigned ? 0 : -most - 1, most);
    }

    // In bytes. A number beyond a limit is the limit, again and again, and the rest.
    private static long Size(int[] numbers, int width, bool isUnsigned)
    {
        if (width == sizeof(int))
            return sizeof(int) * (long)numbers.Length;
        var (least, most) = Limits(width, isUnsigned);
        return width * numbers.Sum(number => 1L + (number >= 0 ? number / most : number / least));
    }

    private static byte[] Pack(int[] numbers, int width, bool isUnsigned)
    {
        var (least, most) = Limits(width, isUnsigned);
        using var packed = new MemoryStream();
        foreach (int number in numbers)
        {
            int rest = number;
            for (; rest >= most; rest -= most)
                Put(packed, most, width);
            for (; !isUnsigned && rest <= least; rest -= least)
                Put(packed, least, width);
            Put(packed, rest, width);
        }
        return packed.ToArray();
    }

    private static void Put(MemoryStream packed, int piece, int width)
    {
        packed.WriteByte((byte)piece);
        if (width == 2)
            packed.WriteByte((byte)(piece >> 8));
    }

    private static byte[] Whole(int[] numbers)
    {
        var bytes = new byte[sizeof(int) * numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(int) * i), numbers[i]);
        return bytes;
    }
}
