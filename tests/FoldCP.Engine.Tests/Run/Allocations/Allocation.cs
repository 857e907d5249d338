namespace FoldCP.Engine.Tests.Run.Allocations;

/// <summary>Who asked for memory.</summary>
internal enum Allocator
{
    /// <summary>libtorch, for a tensor: its memory is aligned.</summary>
    Tensors,

    /// <summary>Whoever else asks the C library, such as the runtime for its list of objects to finalize, which grows with the number of operations.</summary>
    Others,

    /// <summary>The runtime, for an object.</summary>
    Managed,
}

/// <summary>A size that something had for which a process asked.</summary>
/// <param name="Bytes">of it</param>
/// <param name="By">who asked</param>
internal readonly record struct Allocation(long Bytes, Allocator By)
{
    // What an array takes beside its elements: its header, and what the runtime fills up after it.
    private const int Header = 24;
    private const int Filled = 16;

    /// <summary>
    /// Whether it has room for some number of whole matrices [N, N] and nothing else. Where N is a prime number no tensor of parts of them
    /// has such a size: N divides neither a part's rows nor its columns nor any number of channels.
    /// </summary>
    public bool IsWhole(long tokens)
    {
        var (bytes, slack) = By is Allocator.Managed ? (Bytes - Header, Filled) : (Bytes, 1);
        var matrix = tokens * tokens;
        return bytes >= matrix && bytes % matrix < slack;
    }

    public override string ToString() => $"{Bytes} ({By})";
}
