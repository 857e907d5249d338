namespace FoldCP.Engine.Tensors;

/// <summary>Work done slice by slice, so that its temporaries are never all alive at once.</summary>
internal static class Chunks
{
    // 2 MB of float32: what one step of a slice has written, the next still finds in a processor's own cache, and much less is small steps.
    private const long OfProcessor = 1 << 19;

    // 64 MB: a GPU of 3 TB/s reads them in 20 µs, a few times what it takes to start a step.
    private const long OfGpu = 1 << 24;

    private static readonly AsyncLocal<long?> s_chosen = new();

    /// <summary>How many slices to take at once where each needs this many elements.</summary>
    public static long Of(long elements) => Math.Max(1, (s_chosen.Value ?? Usual) / Math.Max(1, elements));

    /// <summary>Elements that are worked on at once if nobody has chosen otherwise: as suits the device on which this process makes its tensors.</summary>
    public static long Usual => get_default_device().type is TorchSharp.DeviceType.CPU ? OfProcessor : OfGpu;

    /// <summary>Chooses how many elements are worked on at once by this thread and those that it starts, until it is disposed.</summary>
    public static IDisposable OfSize(long elements)
    {
        var former = new Choice(s_chosen.Value);
        s_chosen.Value = elements;
        return former;
    }

    /// <summary>
    /// Applies <paramref name="f"/> slice by slice along a dimension. For f that treats the slices alike, the answer does
    /// not depend on <paramref name="length"/>.
    /// </summary>
    /// <param name="dim">the dimension of <paramref name="x"/> that is cut</param>
    /// <param name="length">how many slices at once</param>
    /// <param name="x">what is cut</param>
    /// <param name="f">the work</param>
    /// <param name="into">the dimension of the answer along which the pieces lie; that of x if not given</param>
    public static Tensor Along(int dim, long length, Tensor x, Func<Tensor, Tensor> f, int? into = null)
        => Along(length, x.shape[dim], into ?? dim, (start, count) => f(x.narrow(dim, start, count)));

    /// <summary>As above, for work that cuts its inputs itself: it is given the first slice and how many.</summary>
    public static Tensor Along(long length, long total, int into, Func<long, long, Tensor> f)
        => length >= total ? f(0, total) : Joined(Starts(length, total), total, into, f);

    /// <summary>As above, for slices that are given: where each begins and how long it is, one after another.</summary>
    public static Tensor Along(int dim, IReadOnlyList<(long Start, long Count)> slices, Tensor x, Func<Tensor, Tensor> f)
        => Along(slices, x.shape[dim], dim, (start, count) => f(x.narrow(dim, start, count)));

    /// <inheritdoc cref="Along(int, IReadOnlyList{ValueTuple{long, long}}, Tensor, Func{Tensor, Tensor})"/>
    public static Tensor Along(IReadOnlyList<(long Start, long Count)> slices, long total, int into, Func<long, long, Tensor> f)
        => slices.Count == 1 ? f(0, total) : Joined(slices, total, into, f);

    /// <summary>Slices of a length, the last of what is left: where each begins and how long it is.</summary>
    public static IEnumerable<(long Start, long Count)> Starts(long length, long total)
    {
        for (var start = 0L; start < total; start += length)
            yield return (start, Math.Min(length, total - start));
    }

    private static Tensor Joined(IEnumerable<(long Start, long Count)> slices, long total, int into, Func<long, long, Tensor> f)
    {
        Tensor? whole = null;
        foreach (var (start, count) in slices)
        {
            using var scope = NewDisposeScope();
            var part = f(start, count);
            whole ??= scope.MoveToOuter(Like(part, into, total));
            whole.narrow(into, start, count).copy_(part);
            CollectionPause.BetweenSlices();
        }

        return whole!;
    }

    private sealed record Choice(long? Former) : IDisposable
    {
        public void Dispose() => s_chosen.Value = Former;
    }

    private static Tensor Like(Tensor part, int dim, long length)
    {
        var shape = part.shape;
        shape[dim] = length;
        return part.new_empty(shape);
    }
}
