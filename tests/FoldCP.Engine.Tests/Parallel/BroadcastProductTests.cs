using FoldCP.Engine.Parallel;
using static FoldCP.Engine.Tests.Parallel.MeshTest;

namespace FoldCP.Engine.Tests.Parallel;

[Collection(SeededTests.Name)]
public sealed class BroadcastProductTests
{
    [Theory]
    [InlineData(new long[] { 2, 3, 4 }, new long[] { 2, 4, 5 })]
    [InlineData(new long[] { 2, 6, 1, 3, 4 }, new long[] { 2, 6, 7, 4, 5 })]
    [InlineData(new long[] { 2, 6, 1, 3, 4 }, new long[] { 2, 1, 7, 4, 5 })]
    [InlineData(new long[] { 2, 6, 7, 3, 4 }, new long[] { 2, 1, 7, 4, 5 })]
    public void Product_is_that_of_matmul(long[] left, long[] right)
    {
        var (a, b) = (Random(left), Random(right));

        AssertClose(a.matmul(b), BroadcastProduct.Of(a, b));
    }

    [Theory]
    [InlineData(new long[] { 2, 3, 4 }, new long[] { 2, 4, 5 })]
    [InlineData(new long[] { 2, 6, 3, 4 }, new long[] { 2, 6, 4, 5 })]
    [InlineData(new long[] { 2, 6, 1, 3, 4 }, new long[] { 2, 1, 7, 4, 5 })]
    public void Product_is_written_into_some_columns_of_a_tensor_or_added_to_them(long[] left, long[] right)
    {
        var (a, b) = (Random(left), Random(right));
        var expected = a.matmul(b);
        var whole = Random([.. BroadcastProduct.ShapeOf(a, b)[..^1], 9]);
        var (before, columns) = (whole.clone(), whole.narrow(-1, 2, 5));

        BroadcastProduct.Into(columns, a, b, isAdded: false);
        AssertClose(expected, columns);
        BroadcastProduct.Into(columns, a, b, isAdded: true);

        AssertClose(2 * expected, columns);
        AssertClose(before.narrow(-1, 0, 2), whole.narrow(-1, 0, 2));
        AssertClose(before.narrow(-1, 7, 2), whole.narrow(-1, 7, 2));
    }

    /// <summary>What a product has made is added to in place, where nothing is copied for another operand's batch.</summary>
    [Theory]
    [InlineData(new long[] { 6, 1, 3, 4 }, new long[] { 1, 7, 4, 5 })]
    [InlineData(new long[] { 1, 6, 1, 3, 4 }, new long[] { 1, 1, 7, 4, 5 })]
    [InlineData(new long[] { 2, 6, 1, 3, 4 }, new long[] { 2, 1, 7, 4, 5 })]
    [InlineData(new long[] { 1, 6, 1, 3, 4 }, new long[] { 2, 1, 7, 4, 5 })]
    public void A_product_is_added_to_one_as_it_was_made(long[] left, long[] right)
    {
        var (a, b) = (Random(left), Random(right));
        var expected = a.matmul(b);
        var y = BroadcastProduct.Of(a, b);
        var strides = y.stride();

        BroadcastProduct.Into(y, a, b, isAdded: true);
        AssertClose(2 * expected, y);
        BroadcastProduct.Into(y, a, b, isAdded: false);

        AssertClose(expected, y);
        Assert.Equal(strides, y.stride());
    }
}
