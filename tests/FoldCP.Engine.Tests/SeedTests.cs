using static TorchSharp.torch;

namespace FoldCP.Engine.Tests;

[Collection(SeededTests.Name)]
public sealed class SeedTests
{
    [Theory]
    [InlineData("once")]
    [InlineData("and again")]
    public void Each_seeded_test_begins_with_the_same_random_numbers(string time)
    {
        var drawn = randn(3);

        manual_seed(SeededAttribute.Seed);
        Assert.True(drawn.Equals(randn(3)), time);
    }
}
