using FoldCP.Engine.Tests.Model.Golden;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>What one rank alone makes of a recorded case, to which others are held.</summary>
internal sealed class Alone : IDisposable
{
    private const string Gradient = "grad.";

    private static readonly string[] s_masksOfPairs = ["in.pair_mask", "in.token_mask", "in.mask"];

    private readonly Dictionary<string, Tensor> _outputs;
    private readonly Dictionary<string, double> _layers;
    private readonly Tensor? _exist;

    public Alone(GoldenCase recording)
    {
        using var scope = NewDisposeScope();
        _outputs = GoldenRecipes.Run(recording).ToDictionary(output => output.Key, output => output.Value.detach().clone().DetachFromDisposeScope());
        _layers = _outputs.Where(output => IsGradient(output.Key)).GroupBy(output => LayerOf(output.Key), output => Difference.SizeOf(output.Value)).ToDictionary(layer => layer.Key, layer => layer.Max());
        _exist = PairsOf(recording)?.DetachFromDisposeScope();
    }

    /// <summary>How many outputs and gradients there are.</summary>
    public int Count => _outputs.Count;

    /// <summary>How far others are off, output by output.</summary>
    public IEnumerable<Difference> To(IReadOnlyDictionary<string, Tensor> others)
        => _outputs.SelectMany(output => To(output.Key, output.Value, others.GetValueOrDefault(output.Key)))
            .Concat(others.Keys.Where(name => !_outputs.ContainsKey(name)).Select(name => new Difference(name, double.PositiveInfinity)));

    public void Dispose()
    {
        foreach (var output in _outputs.Values)
            output.Dispose();
        _exist?.Dispose();
    }

    private IEnumerable<Difference> To(string name, Tensor expected, Tensor? actual)
    {
        using var scope = NewDisposeScope();
        double? size = IsGradient(name) ? _layers[LayerOf(name)] : null;
        if (actual is null || IsGradient(name) || Among(expected) is not { } exist)
            return [Difference.Of(name, expected, actual, size)];
        return
        [
            Difference.Of(name, expected.masked_fill(exist.logical_not(), 0), actual.masked_fill(exist.logical_not(), 0)),
            Difference.Of($"padding of {name}", expected.masked_fill(exist, 0), actual.masked_fill(exist, 0), Difference.SizeOf(expected)) with { OfPadding = true },
        ];
    }

    // Which elements of an output of pairs [B, N, N, ..] or tokens [B, N, C] are of those that exist; null if it is neither.
    private Tensor? Among(Tensor output)
    {
        if (_exist is null || output.dim() < 3 || output.shape[1] != _exist.shape[1])
            return null;
        if (output.shape[2] == _exist.shape[2])
            return _exist.view([.. _exist.shape, .. Enumerable.Repeat(1L, (int)output.dim() - 3)]);
        return output.dim() == 3 ? _exist.any(2, keepdim: true) : null;
    }

    // Tokens that have no pair at all do not exist, and no more do their pairs [B, N, N].
    private static Tensor? PairsOf(GoldenCase recording)
    {
        var pairs = s_masksOfPairs.Where(recording.Has).Select(name => recording[name])
            .FirstOrDefault(mask => mask.dim() == 3 && mask.shape[1] == mask.shape[2]);
        if (pairs is not null)
            return pairs.sum(dim: 2, keepdim: true) * pairs.sum(dim: 1, keepdim: true) > 0;
        if (!recording.Has("in.feats.token_pad_mask"))
            return null;
        var tokens = recording["in.feats.token_pad_mask"];
        return tokens.unsqueeze(2) * tokens.unsqueeze(1) > 0;
    }

    private static bool IsGradient(string name) => name.StartsWith(Gradient, StringComparison.Ordinal);

    // A bias that is added to all logits of a softmax has no gradient but what rounding leaves of its terms: these have the size of
    // the other gradients of its layer.
    private static string LayerOf(string name) => name[..name.LastIndexOf('.')];
}
