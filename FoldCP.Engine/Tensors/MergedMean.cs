namespace FoldCP.Engine.Tensors;

/// <summary>A softmax-weighted mean over keys that come in parts, of each of which the mean and the logarithm of all weights is known.</summary>
/// <remarks>Logarithms are float64: beside -1e9, which stands for "never", float32 cannot tell one key from many.</remarks>
/// <param name="home">where the mean shall be [.., Q, D], in float32 at least; without it, the first part's is written over</param>
internal sealed class MergedMean(Tensor? home = null) : IDisposable
{
    private Tensor? _mean;
    private Tensor? _logWeight;

    /// <summary>Adds a part: its mean [.., Q, D] and the logarithm of its weights [.., Q]. Merged ones are float32 at least.</summary>
    public void Add(Tensor mean, Tensor logWeight)
    {
        using var scope = NewDisposeScope();
        logWeight = logWeight.to(ScalarType.Float64);
        if (_mean is null)
        {
            (_mean, _logWeight) = ((home?.copy_(mean) ?? mean).alias().Keep(), logWeight.alias().Keep());
            return;
        }

        var merged = _mean.Widened();
        merged.lerp_(mean.to(merged.dtype), (logWeight - _logWeight!).sigmoid_().unsqueeze(-1).to(merged.dtype));
        var both = logaddexp(_logWeight!, logWeight);
        merged = merged.alias().Keep();
        Dispose();
        (_mean, _logWeight) = (merged, both.Keep());
    }

    /// <summary>[.., Q, D]</summary>
    public Tensor Mean() => _mean!.alias();

    public void Dispose()
    {
        _mean?.Dispose();
        _logWeight?.Dispose();
    }
}
