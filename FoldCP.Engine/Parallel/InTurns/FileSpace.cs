namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>Which parts of a growing file are free.</summary>
internal sealed class FileSpace
{
    // From where to how long; no two of them touch.
    private readonly SortedDictionary<long, long> _free = [];

    // What is behind it is free.
    private long _end;

    /// <summary>How large the file has become.</summary>
    public long Length { get; private set; }

    /// <returns>where so many bytes are free, in the first place that has them or at the end</returns>
    public long Take(long bytes)
    {
        foreach (var (start, length) in _free)
        {
            if (length < bytes)
                continue;
            _free.Remove(start);
            if (length > bytes)
                _free.Add(start + bytes, length - bytes);
            return start;
        }

        var last = _end;
        _end += bytes;
        Length = Math.Max(Length, _end);
        return last;
    }

    public void GiveBack(long start, long bytes)
    {
        var end = start + bytes;
        if (_free.Remove(end, out var after))
            end += after;
        foreach (var (other, length) in _free)
        {
            if (other + length != start)
                continue;
            _free.Remove(other);
            start = other;
            break;
        }

        if (end == _end)
            _end = start;
        else if (end > start)
            _free.Add(start, end - start);
    }
}
