using FoldCP.Engine.Training;

namespace FoldCP.Engine.Tests.Training;

public sealed class LearningRateTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0.5)]
    [InlineData(10, 1)]
    [InlineData(20, 1)]
    [InlineData(21, 0.5)]
    [InlineData(24, 0.5)]
    [InlineData(25, 0.25)]
    public void Rate_rises_stays_and_falls(int step, double rate)
        => Assert.Equal(rate, new LearningRate { Largest = 1, WarmupSteps = 10, DecayAfter = 20, DecayEvery = 5, DecayFactor = 0.5 }.At(step), 1e-12);

    [Fact]
    public void Rate_that_would_fall_while_it_rises_is_refused()
        => Assert.Throws<InvalidOperationException>(() => new LearningRate { WarmupSteps = 10, DecayAfter = 5 }.At(0));
}
