using FoldCP.Engine.Weights;
using FoldCP.Engine.Weights.Pickles;

namespace FoldCP.Engine.Tests.Weights;

/// <summary>Walks what a pickle held, which may contain itself.</summary>
internal static class InertTree
{
    private const int MostValues = 20_000;

    /// <summary>All tensors below a value, by their path.</summary>
    public static Dictionary<string, PickleTensor> Tensors(object? root)
    {
        var found = new Dictionary<string, PickleTensor>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<(string Path, object? Value)>([("", root)]);
        while (waiting.TryPop(out var next) && seen.Count < MostValues)
        {
            if (next.Value is PickleTensor tensor)
                found[next.Path] = tensor;
            else if (next.Value is not null && seen.Add(next.Value))
                Push(next.Path, next.Value, waiting);
        }
        return found;
    }

    /// <summary>Reads a tensor to its last number, if it is not one number repeated endlessly.</summary>
    public static void Read(TorchFile file, PickleTensor tensor)
    {
        using var view = file.View(tensor, "x");
        if (view.numel() is > 0 and < 1_000_000)
            view.contiguous().Dispose();
    }

    private static void Push(string path, object value, Stack<(string, object?)> waiting)
    {
        switch (value)
        {
            case PickleDict dict:
                foreach (var (name, inner) in dict.Named)
                    waiting.Push((path.Length == 0 ? name : $"{path}.{name}", inner));
                foreach (var (_, inner) in dict.Others)
                    waiting.Push(($"{path}.?", inner));
                break;
            case List<object?> list:
                PushAll(path, list, waiting);
                break;
            case PickleTuple tuple:
                PushAll(path, tuple.Items, waiting);
                break;
            case PickleCall made:
                PushAll(path, [made.State, made.Arguments, made.Entries], waiting);
                break;
        }
    }

    private static void PushAll(string path, IReadOnlyList<object?> items, Stack<(string, object?)> waiting)
    {
        for (var at = 0; at < items.Count; at++)
            waiting.Push(($"{path}.{at}", items[at]));
    }
}
