using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>All recorded runs once more in float64: nothing falls back to less on the way.</summary>
public sealed class GoldenDoublesTests
{
    // Relative to an output's size. What is left is the order of additions: 1e-15, but 6e-9 in rows that are all masked, where 1e9 is added to logits.
    private const double Close = 2e-8;

    public static TheoryData<string> Cases =>
        [.. GoldenTests.Cases.Select(row => row.Data).Where(name => !name.StartsWith("data_", StringComparison.Ordinal) && !name.StartsWith("writer_", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_in_float64_is_that_of_the_reference(string name)
    {
        using var scope = NewDisposeScope();
        using var recording = GoldenCase.Open(name, numbers: ScalarType.Float64);

        var outputs = GoldenRecipes.Run(recording);

        Assert.Empty(outputs.Where(output => output.Value.is_floating_point() && output.Value.dtype != ScalarType.Float64).Select(output => output.Key));
        Assert.All(recording.Outputs64, output => Assert.InRange(Error(recording["out64." + output], outputs[output]), 0, Close));
        Assert.Empty(recording.Outputs.Select(output => recording.MeetingOf(output, outputs)).Select(meeting => meeting.Fault).OfType<string>());
    }

    private static double Error(Tensor expected, Tensor actual)
    {
        var error = (actual - expected.to(ScalarType.Float64)).abs().max().item<double>();
        return error / Math.Max(1e-3, expected.abs().max().to(ScalarType.Float64).item<double>());
    }
}
