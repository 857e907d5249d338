namespace FoldCP.Engine.Weights.Pickles;

/// <summary>The values that a pickle has made and not yet used, and the marks that it has set between them.</summary>
internal sealed class PickleStack
{
    private const int MostMarks = 1_000;
    private const int MostValues = 8_000_000;

    private readonly List<object?> _values = [];
    private readonly Stack<int> _marks = [];
    private int _made;

    public object? Top => _values.Count > Floor ? _values[^1] : throw Empty();

    private int Floor => _marks.Count > 0 ? _marks.Peek() : 0;

    public void Push(object? value)
    {
        if (++_made > MostValues)
            throw new PickleException($"it makes more than {MostValues} values, which is not plausible");
        _values.Add(value);
    }

    public void Mark()
    {
        if (_marks.Count == MostMarks)
            throw new PickleException($"it is nested more than {MostMarks} deep");
        _marks.Push(_values.Count);
    }

    public object? Pop() => Pop(1)[0];

    /// <summary>The uppermost values, the lowest first; no mark lies between them.</summary>
    public object?[] Pop(int count)
    {
        if (_values.Count - Floor < count)
            throw Empty();
        return Cut(_values.Count - count);
    }

    /// <summary>All values above the uppermost mark, and the mark.</summary>
    public object?[] PopToMark() => _marks.TryPop(out var mark) ? Cut(mark) : throw new PickleException("a mark is missing");

    private object?[] Cut(int from)
    {
        var cut = new object?[_values.Count - from];
        _values.CopyTo(from, cut, 0, cut.Length);
        _values.RemoveRange(from, cut.Length);
        return cut;
    }

    private static PickleException Empty() => new("it uses a value that it never made");
}
