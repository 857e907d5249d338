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
}
