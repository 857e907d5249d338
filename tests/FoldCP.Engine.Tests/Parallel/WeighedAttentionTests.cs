using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>What any device computes is what the processor's kernel computes.</summary>
[Collection(SeededTests.Name)]
public sealed class WeighedAttentionTests
{
    [Theory]
    [InlineData(ScalarType.Float64, 1e-14, 1L)]
    [InlineData(ScalarType.Float64, 1e-14, 1L << 20)]
    [InlineData(ScalarType.Float32, 2e-6, 500L)]
    [InlineData(ScalarType.BFloat16, 8e-3, 500L)]
    public void Slices_find_what_the_kernel_finds(ScalarType type, double allowed, long slice)
    {
        using var noGrad = no_grad();
        using var slices = Chunks.OfSize(slice);
        var (q, k, v) = (Rows(type, 11, 8), Rows(type, 7, 8), Rows(type, 7, 8));
        var bias = randn(1, 2, 11, 7, dtype: ScalarType.Float64).to(type);

        var (expected, expectedWeight) = NativeTensors.Attention(q, k, v, bias, scale: 1);
        var (mean, weight) = WeighedAttention.InSlices(q, k, v, bias);

        Assert.Equal((expected.dtype, expectedWeight.dtype), (mean.dtype, weight.dtype));
        Assert.Equal(expected.shape, mean.shape);
        Assert.Equal(expectedWeight.shape, weight.shape);
        Assert.InRange(Off(expected, mean), 0, allowed);
        Assert.InRange(Off(expectedWeight, weight), 0, allowed);
        Assert.True(Off(expected, mean.flip(1)) > 10 * allowed);
    }

    // Keys that do not exist have -1e9 in one more channel, which every query reads with weight 1.
    [Fact]
    public void Queries_that_see_no_key_see_all_alike()
    {
        using var noGrad = no_grad();
        var (q, k, v) = (Rows(ScalarType.Float32, 5, 8), Rows(ScalarType.Float32, 7, 8), Rows(ScalarType.Float32, 7, 8));
        q[.., .., .., 7] = 1;
        k[.., .., .., 7] = -1e9f;

        var (mean, weight) = WeighedAttention.InSlices(q, k, v, zeros(1, 2, 5, 7));

        Assert.InRange(Off(v.mean([2], keepdim: true).expand_as(mean), mean), 0, 1e-6);
        Assert.True((weight < -9e8).all().item<bool>());
    }

    private static Tensor Rows(ScalarType type, long count, long channels) => randn(3, 2, count, channels, dtype: ScalarType.Float64).to(type);

    private static double Off(Tensor expected, Tensor actual) => (expected.to(ScalarType.Float64) - actual.to(ScalarType.Float64)).abs().max().item<double>();
}
