using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Tensors;

[Collection(SeededTests.Name)]
public sealed class ResidualTests
{
    /// <summary>Slices that do not divide, along either dimension; and one that has room for all.</summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(1, 100)]
    public void An_update_is_added_slice_by_slice_in_place_where_no_gradients_are_recorded(int dim, long length)
    {
        var (x, update) = (randn(7, 8), randn(7, 8));
        var expected = x + update;
        Tensor Slice(long start, long count) => update.narrow(dim, start, count);

        var recorded = x.PlusAlong(dim, length, Slice);
        Assert.True(expected.equal(recorded).all().item<bool>());
        Assert.False(expected.equal(x).all().item<bool>());
        using var noGrad = no_grad();
        var sum = x.PlusAlong(dim, length, Slice);

        Assert.Same(x, sum);
        Assert.True(expected.equal(x).all().item<bool>());
    }
}
