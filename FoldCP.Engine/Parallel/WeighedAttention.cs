using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>
/// Attention to some of the keys, and how much these weigh, so that it can be merged with attention to others (<see cref="MergedMean"/>). Not recorded by
/// autograd.
/// </summary>
internal static class WeighedAttention
{
    /// <param name="q">queries [B, H, Q, D], scaled</param>
    /// <param name="k">keys [B, H, K, D]</param>
    /// <param name="v">values [B, H, K, D]</param>
    /// <param name="bias">[1 or B, H, Q, K]</param>
    /// <returns>the mean of values [B, H, Q, D], and the logarithm of each query's weights [B, H, Q]</returns>
    public static (Tensor Mean, Tensor LogWeight) Of(Tensor q, Tensor k, Tensor v, Tensor bias)
        => q.device_type is TorchSharp.DeviceType.CPU ? NativeTensors.Attention(q, k, v, bias, scale: 1) : InSlices(q, k, v, bias);

    /// <summary>The same of any device: scores are written down, for some of the batch at a time.</summary>
    public static (Tensor Mean, Tensor LogWeight) InSlices(Tensor q, Tensor k, Tensor v, Tensor bias)
    {
        using var scope = NewDisposeScope();
        var wide = q.dtype is ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        var (mean, weight) = (q.new_empty([.. q.shape[..^1], v.shape[^1]]), q.new_empty(q.shape[..^1], dtype: wide));
        foreach (var some in new Stretch(0, q.shape[0]).InPieces(Chunks.Of(q.shape[1] * q.shape[2] * k.shape[2])))
        {
            using var slice = NewDisposeScope();
            Tensor Cut(Tensor x) => x.shape[0] == 1 ? x : x.narrow(0, some.Start, some.Length);
            Tensor Wide(Tensor x) => Cut(x).to(wide);
            var scores = Wide(q).matmul(Wide(k).transpose(-2, -1)).add_(Cut(bias));
            var heaviest = scores.amax([-1], keepdim: true);
            var shares = scores.sub_(heaviest).exp_();
            var sum = shares.sum(dim: -1, keepdim: true);
            Cut(mean).copy_(shares.matmul(Wide(v)).div_(sum));
            Cut(weight).copy_(sum.log_().add_(heaviest).squeeze(-1));
        }

        scope.MoveToOuter(mean, weight);
        return (mean, weight);
    }
}
