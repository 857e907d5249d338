using System.Text;

namespace FoldCP.Engine.Weights;

/// <summary>Filling a network with weights, where every name and every shape must fit.</summary>
public static class StrictLoading
{
    private const int Listed = 8;

    /// <summary>Copies the weights into the module.</summary>
    /// <param name="module">whose parameters and buffers are filled</param>
    /// <param name="weights">by name</param>
    /// <param name="source">where they come from, for the message</param>
    /// <exception cref="InvalidDataException">names are missing, unexpected or of another shape; nothing was copied</exception>
    public static void Fill(Module module, IReadOnlyDictionary<string, Tensor> weights, string source)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var own = module.state_dict();
        if (Misfits(own, weights) is { Length: > 0 } misfits)
            throw new InvalidDataException($"{source} does not fit this network:{misfits}");
        foreach (var (name, weight) in own)
            weight.copy_(weights[name]);
    }

    private static string Misfits(Dictionary<string, Tensor> own, IReadOnlyDictionary<string, Tensor> weights)
    {
        var text = new StringBuilder();
        Report(text, "missing", own.Keys.Where(name => !weights.ContainsKey(name)));
        Report(text, "unexpected", weights.Keys.Where(name => !own.ContainsKey(name)));
        Report(text, "of another shape", own
            .Where(weight => weights.TryGetValue(weight.Key, out var other) && !other.shape.SequenceEqual(weight.Value.shape))
            .Select(weight => $"{weight.Key} is {Shape(weights[weight.Key])}, should be {Shape(weight.Value)}"));
        return text.ToString();
    }

    private static void Report(StringBuilder text, string what, IEnumerable<string> names)
    {
        string[] sorted = [.. names.Order(StringComparer.Ordinal)];
        if (sorted.Length == 0)
            return;
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $" {sorted.Length} {what} ({string.Join("; ", sorted.Take(Listed))}");
        text.Append(sorted.Length > Listed ? $"; and {sorted.Length - Listed} more)." : ").");
    }

    private static string Shape(Tensor x) => $"[{string.Join(", ", x.shape)}]";
}
