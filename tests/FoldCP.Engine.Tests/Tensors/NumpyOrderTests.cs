using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Tests.Tensors;

public sealed class NumpyOrderTests
{
    [Fact]
    public void Different_numbers_are_sorted()
    {
        var random = new Random(5);
        float[] numbers = [.. Enumerable.Range(0, 200).Select(_ => random.NextSingle())];

        int[] order = NumpyOrder.Of(numbers);

        Assert.Equal(numbers.Order(), order.Select(at => numbers[at]));
    }

    /// <summary>As recorded of the reference's frames, where all distances are zero.</summary>
    [Theory]
    [InlineData(5, new[] { 0, 1, 2 })]
    [InlineData(16, new[] { 0, 1, 2 })]
    [InlineData(17, new[] { 0, 14, 13 })]
    [InlineData(31, new[] { 0, 28, 27 })]
    public void Equal_numbers_are_left_as_introsort_leaves_them(int count, int[] first) =>
        Assert.Equal(first, NumpyOrder.Of(new float[count])[..3]);
}
