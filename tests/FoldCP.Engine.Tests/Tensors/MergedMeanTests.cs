using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Tensors;

[Collection(SeededTests.Name)]
public sealed class MergedMeanTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(1, 10)]
    [InlineData(4, 4, 3)]
    public void A_mean_over_parts_is_that_over_all(params int[] parts)
    {
        var (scores, values) = (10 * randn(2, 5, 11, dtype: ScalarType.Float64), randn(2, 11, 3, dtype: ScalarType.Float64));
        using var mean = new MergedMean();

        var start = 0;
        foreach (var length in parts)
        {
            var some = scores.narrow(-1, start, length);
            mean.Add(some.softmax(-1).matmul(values.narrow(1, start, length)), some.logsumexp(-1));
            start += length;
        }

        Assert.InRange((scores.softmax(-1).matmul(values) - mean.Mean()).abs().max().item<double>(), 0, 1e-12);
    }

    [Fact]
    public void A_part_that_hardly_weighs_counts_for_nothing()
    {
        using var mean = new MergedMean();
        var (first, second) = (randn(2, 3), randn(2, 3));

        mean.Add(first, full([2], -1e9));
        mean.Add(second, tensor(new float[] { 3, -1e9f }));

        Assert.True(mean.Mean()[0].equal(second[0]).all().item<bool>());
        Assert.True(mean.Mean().isfinite().all().item<bool>());
    }
}
