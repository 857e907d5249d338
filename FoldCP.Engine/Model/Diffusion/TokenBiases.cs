using System.Collections;
using FoldCP.Contract.Planning;
using TorchSharp;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>
/// The biases of a transformer's layers [B, H, i, j], which are the same in every step. As many are kept as a budget of bytes has
/// room for; the others are read off the pairs again whenever they are asked for.
/// </summary>
public sealed class TokenBiases : IReadOnlyList<Tensor>
{
    private readonly IReadOnlyList<Tensor> _kept;
    private readonly Func<int, Tensor> _read;

    private TokenBiases(IReadOnlyList<Tensor> kept, Func<int, Tensor> read, int count) => (_kept, _read, Count) = (kept, read, count);

    public int Count { get; }

    /// <summary>Whether the pairs will be read again.</summary>
    public bool ReadsAgain => _kept.Count < Count;

    /// <summary>One layer's, the caller's own.</summary>
    public Tensor this[int layer] => layer < _kept.Count ? _kept[layer].alias() : _read(layer);

    /// <param name="count">how many layers</param>
    /// <param name="read">reads the biases of one off the pairs</param>
    /// <param name="budget">how many bytes may be kept; where gradients are recorded all are</param>
    public static TokenBiases Of(int count, Func<int, Tensor> read, long budget = BiasBudget.Bytes)
    {
        var kept = new List<Tensor>();
        for (var (layer, left) = (0, budget); layer < count && (left > 0 || is_grad_enabled()); layer++)
        {
            var bias = read(layer);
            left -= bias.numel() * bias.element_size();
            if (left >= 0 || is_grad_enabled())
                kept.Add(bias);
            else
                bias.Dispose();
        }

        return new(kept, read, count);
    }

    /// <summary>Lets what it keeps outlive a scope, and the pairs where it reads them again.</summary>
    internal void Outlive(DisposeScope scope, Tensor pairs)
    {
        foreach (var bias in _kept)
            scope.MoveToOuter(bias);
        if (ReadsAgain)
            scope.MoveToOuter(pairs);
    }

    public IEnumerator<Tensor> GetEnumerator() => Enumerable.Range(0, Count).Select(layer => this[layer]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
