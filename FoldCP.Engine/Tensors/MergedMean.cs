using FoldCP.Engine.Model;

namespace FoldCP.Engine.Tensors;

/// <summary>A softmax-weighted mean over keys that come in parts, of each of which the mean and the logarithm of all weights is known.</summary>
/// <remarks>Logarithms are float64: beside -1e9, which stands for "never", float32 cannot tell one key from many.</remarks>
internal sealed class MergedMean : IDisposable
{
    private Tensor? _mean;
    private Tensor? _logWeight;

    /// <summary>Adds a part: its mean [.., Q, D] and the logarithm of its weights [.., Q]. Merged ones are float32 at least.</summary>
    public void Add(Tensor mean, Tensor logWeight)
    {
        using var scope = NewDisposeScope();
        (mean, logWeight) = (mean.alias(), logWeight.to(ScalarType.Float64).alias());
        if (_mean is not null)
        {
            var (former, more) = (_mean.Wide(), mean.Wide());
            mean = former.lerp(more, (logWeight - _logWeight!).sigmoid_().unsqueeze(-1).to(former.dtype));
            logWeight = logaddexp(_logWeight!, logWeight);
        }

        Dispose();
        (_mean, _logWeight) = (mean.Keep(), logWeight.Keep());
    }

    /// <summary>[.., Q, D]</summary>
    public Tensor Mean() => _mean!.alias();

    public void Dispose()
    {
        _mean?.Dispose();
        _logWeight?.Dispose();
    }
}
