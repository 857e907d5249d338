namespace FoldCP.Engine.Weights.Pickles;

// What a pickle can hold, as inert data: null, bool, long, BigInteger, double, string, byte[], List<object?> and these. None
// but the text of a global is compared by content, so that values which contain themselves can do no harm.

/// <summary>A Python dictionary, in the order of its insertions.</summary>
internal sealed class PickleDict
{
    /// <summary>The entries whose keys are text.</summary>
    public Dictionary<string, object?> Named { get; } = [];

    /// <summary>All others; a repeated key is not noticed.</summary>
    public List<(object? Key, object? Value)> Others { get; } = [];

    public void Set(object? key, object? value)
    {
        if (key is string name)
            Named[name] = value;
        else
            Others.Add((key, value));
    }
}

/// <summary>A Python tuple.</summary>
internal sealed class PickleTuple(object?[] items)
{
    public object?[] Items => items;
}

/// <summary>The name of a Python class or function. It is never looked up.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>What Python would have made by a call or as an object of a class. It stays a note of that.</summary>
internal sealed class PickleCall(object? callee, PickleTuple arguments)
{
    public object? Callee => callee;

    public PickleTuple Arguments => arguments;

    /// <summary>What Python would have put into the object: for most classes their fields.</summary>
    public object? State { get; set; }

    /// <summary>What Python would have entered into the object, if its class is a dictionary.</summary>
    public PickleDict Entries => field ??= new();

    /// <summary>The class or function, for a message.</summary>
    public string Name => callee as PickleGlobal is { } global ? global.ToString() : "something nameless";
}

/// <summary>A stretch of numbers elsewhere in the file.</summary>
/// <param name="Type">PyTorch's name of the numbers' type, such as FloatStorage</param>
/// <param name="Key">where it is</param>
/// <param name="Count">how many numbers it holds</param>
internal sealed record PickleStorage(string Type, string Key, long Count);

/// <summary>A tensor: which numbers of a storage, in which order.</summary>
internal sealed class PickleTensor(PickleStorage storage, long offset, long[] shape, long[] strides)
{
    public PickleStorage Storage => storage;

    public long Offset => offset;

    public ReadOnlySpan<long> Shape => shape;

    public ReadOnlySpan<long> Strides => strides;
}
