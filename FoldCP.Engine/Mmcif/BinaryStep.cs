namespace FoldCP.Engine.Mmcif;

/// <summary>A step from an array to its bytes, under the format's name and with all that a reader needs to undo it.</summary>
internal abstract record BinaryStep
{
    public abstract void Write(MessagePackWriter file);

    protected static void Begin(MessagePackWriter file, string kind, int parameters)
    {
        file.Map(parameters + 1);
        file.Text("kind");
        file.Text(kind);
    }

    protected static void Put(MessagePackWriter file, string name, int value)
    {
        file.Text(name);
        file.Number(value);
    }

    public static void Write(MessagePackWriter file, IReadOnlyList<BinaryStep> steps)
    {
        file.Array(steps.Count);
        foreach (var step in steps)
            step.Write(file);
    }
}

/// <summary>The format's numbers of its types.</summary>
internal enum BinaryType { Int8 = 1, Int16 = 2, Int32 = 3, UInt8 = 4, UInt16 = 5, UInt32 = 6, Float32 = 32, Float64 = 33 }

/// <summary>Numbers as their bytes, the lowest first.</summary>
internal sealed record ByteArray(BinaryType Type) : BinaryStep
{
    public override void Write(MessagePackWriter file)
    {
        Begin(file, "ByteArray", 1);
        Put(file, "type", (int)Type);
    }
}

/// <summary>Whole numbers in fewer bytes, larger ones in several pieces.</summary>
internal sealed record IntegerPacking(int ByteCount, bool IsUnsigned, int Count) : BinaryStep
{
    public override void Write(MessagePackWriter file)
    {
        Begin(file, "IntegerPacking", 3);
        Put(file, "byteCount", ByteCount);
        file.Text("isUnsigned");
        file.Flag(IsUnsigned);
        Put(file, "srcSize", Count);
    }
}

/// <summary>Each number as its distance from the one before.</summary>
internal sealed record Delta(int Origin) : BinaryStep
{
    public override void Write(MessagePackWriter file)
    {
        Begin(file, "Delta", 2);
        Put(file, "origin", Origin);
        Put(file, "srcType", (int)BinaryType.Int32);
    }
}

/// <summary>Equal numbers as one of them and how many there are.</summary>
internal sealed record RunLength(int Count) : BinaryStep
{
    public override void Write(MessagePackWriter file)
    {
        Begin(file, "RunLength", 2);
        Put(file, "srcType", (int)BinaryType.Int32);
        Put(file, "srcSize", Count);
    }
}

/// <summary>Numbers with a fixed count of digits as whole ones.</summary>
internal sealed record FixedPoint(int Factor) : BinaryStep
{
    public override void Write(MessagePackWriter file)
    {
        Begin(file, "FixedPoint", 2);
        Put(file, "factor", Factor);
        Put(file, "srcType", (int)BinaryType.Float64);
    }
}

/// <summary>Texts as places in a list of different ones.</summary>
internal sealed record StringArray(IReadOnlyList<BinaryStep> Rows, string Texts, BinaryData Offsets) : BinaryStep
{
    public override void Write(MessagePackWriter file)
    {
        Begin(file, "StringArray", 4);
        file.Text("dataEncoding");
        Write(file, Rows);
        file.Text("stringData");
        file.Text(Texts);
        file.Text("offsetEncoding");
        Write(file, Offsets.Steps);
        file.Text("offsets");
        file.Bytes(Offsets.Bytes);
    }
}
