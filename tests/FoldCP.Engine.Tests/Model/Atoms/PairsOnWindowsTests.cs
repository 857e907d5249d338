using FoldCP.Engine.Model.Atoms;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tests.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Atoms;

/// <summary>Windows of atoms get the pairs of their tokens, and of those that others own a rank makes and sends few.</summary>
[Collection(SeededTests.Name)]
public sealed class PairsOnWindowsTests
{
    private const int Channels = 3;

    private static readonly AtomWindows s_windows = new(Queries: 32, Keys: 128);

    [Theory]
    [InlineData(4, 1)]
    [InlineData(1, 4)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    public void Every_mesh_finds_what_one_rank_finds_and_sends_what_is_not_nothing(int rows, int cols)
    {
        using var features = MeasuredNetwork.Features(98);
        var pairs = randn(1, features.Tokens, features.Tokens, Channels, dtype: ScalarType.Float64);
        var expected = PairsOnWindows.Of(pairs, features, s_windows, new(Mesh.Serial, s_windows, features.AtomPadMask), Mesh.Serial);

        var results = ThreadCommunicator.Run(rows * cols, world =>
        {
            using var noGrad = no_grad();
            var tally = new CountingCommunicator.Tally();
            var (mesh, whole) = (new Mesh(new CountingCommunicator(world, tally), rows, cols), new Mesh(world, rows, cols));
            var plan = new WindowPlan(mesh, s_windows, features.AtomPadMask);
            long before = tally.Received;
            var own = PairsOnWindows.Of(whole.Scatter(pairs, 1, 2), features, s_windows, plan, mesh);
            long received = tally.Received - before;
            return (Whole: new WindowPlan(whole, s_windows, features.AtomPadMask).WholeWindows(own), Received: received);
        });

        Assert.All(results, one => Assert.True(one.Whole.equal(expected).all().item<bool>()));
        // Of each of its windows a rank hears from those in whose blocks it lies, as most lie in one or two; else it would from all others.
        long all = expected.numel();
        Assert.InRange(results.Sum(one => one.Received), 1, 2 * all);
        Assert.True((expected != 0).any().item<bool>());
    }
}
