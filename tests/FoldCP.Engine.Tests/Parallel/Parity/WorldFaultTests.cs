using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>
/// What holds the ranks of meshes to one rank alone sees a fault of a single exchange among all of them: terms of a softmax that are not merged, and blocks
/// of a matrix that are taken for one another.
/// </summary>
public sealed class WorldFaultTests
{
    private const string TokenAttention = "mod_DiffusionTransformer_v2_a";
    private const int Layers = 2;

    // Of a head: a sum of values, its weight and the largest score.
    private const int Terms = 4 + 2;

    private const string TriangleAttention = "layer_TriangleAttentionEndingNode_n13a";

    /// <summary>Keys and queries arrive, but what a rank finds with its own keys is taken for what the whole row finds, in one layer alone.</summary>
    [Theory]
    [InlineData("1x3")]
    [InlineData("2x2")]
    [InlineData("2x3")]
    [InlineData("3x3")]
    public void A_skipped_merge_of_a_rows_softmax_shows(string mesh)
        => AssertSeen(TokenAttention, mesh, goesBack: false, like => like.dim() == 4 && like.shape[^1] == Terms, FaultyWorld.Lost, exchanges: Layers);

    /// <summary>
    /// Each exchange alone: of biases, which are transposed; and where less travels on the flipped mesh, of which edges exist, and of edges on their way there
    /// and back. All but the mask have a gradient, which takes the same way.
    /// </summary>
    [Theory]
    [InlineData("1x3", false, 1)]
    [InlineData("3x1", false, 4)]
    [InlineData("2x3", false, 1)]
    [InlineData("3x2", false, 1)]
    [InlineData("1x3", true, 2)]
    [InlineData("3x1", true, 7)]
    public void Blocks_that_are_taken_for_one_another_show(string mesh, bool goesBack, int exchanges)
        => AssertSeen(TriangleAttention, mesh, goesBack, _ => true, FaultyWorld.Swapped, exchanges);

    private static void AssertSeen(
        string name, string mesh, bool goesBack, Func<Tensor, bool> isMeant, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>?> spoil, int exchanges)
    {
        using var alone = new ParityCase(name, goesBack);

        Assert.All(Enumerable.Range(0, exchanges), turn =>
        {
            var (ranks, isSeen) = Spoilt(alone, mesh, isMeant, turn, spoil);
            Assert.NotEqual(0, ranks);
            Assert.True(isSeen);
        });
        Assert.Equal((0, false), Spoilt(alone, mesh, isMeant, exchanges, spoil));
    }

    private static (int Ranks, bool IsSeen) Spoilt(
        ParityCase alone, string mesh, Func<Tensor, bool> isMeant, int turn, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>?> spoil)
    {
        var ranks = 0;
        var differences = alone.On(MeshShape.Parse(mesh), world => new FaultyWorld(world, isMeant, turn, spoil, () => Interlocked.Increment(ref ranks)));
        return (ranks, differences.Any(difference => difference.IsTooLarge));
    }
}
