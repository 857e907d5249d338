using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using TorchSharp;
using static FoldCP.Engine.Tests.Parallel.MeshTest;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>Attention without gradients is that with gradients, on every mesh and in slices of any size.</summary>
[Collection(SeededTests.Name)]
public sealed class FusedAttentionTests
{
    private const int Channels = 8;

    public static TheoryData<int, int, long> Meshes => MeshTest.Meshes.InSlices(1 << 22, 300, 1);

    [Theory]
    [MemberData(nameof(Meshes))]
    public void Every_mesh_finds_without_gradients_what_one_rank_finds_with_them(int rows, int cols, long slice)
    {
        foreach (var node in Enum.GetValues<Node>())
        {
            foreach (var mask in new[] { TokenMask(), ones_like(TokenMask()) })
                AssertSame((rows, cols, slice), node, mask);
        }
    }

    /// <summary>In float32 an edge that sees none that exists sees all of them alike, however many panels they come in.</summary>
    [Theory]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    public void Edges_that_see_nothing_see_everything_alike(int rows, int cols)
    {
        var z = randn(1, Tokens, Tokens, Channels);
        var mask = ones(1, Tokens);
        mask[0, 7..] = 0;
        using var serial = new TriangleAttention(Channels, headDim: 4, heads: 2, Node.Starting, Mesh.Serial);
        var weights = serial.state_dict().ToDictionary(weight => weight.Key, weight => weight.Value.detach().clone());
        var expected = serial.call(z, Mesh.Serial.Pairs(mask)).detach();

        var results = ThreadCommunicator.Run(rows * cols, world =>
        {
            using var noGrad = no_grad();
            var mesh = new Mesh(world, rows, cols);
            using var layer = new TriangleAttention(Channels, headDim: 4, heads: 2, Node.Starting, mesh);
            layer.load_state_dict(weights);
            return Gather(mesh, layer.call(mesh.Scatter(z, 1, 2), mesh.Pairs(mask)), z.shape);
        });

        Assert.All(results, actual => Assert.InRange((expected - actual).abs().max().item<float>(), 0, 1e-5f));
    }

    // Pairs that do not exist may be anything.
    private static void AssertSame((int Rows, int Cols, long Slice) setting, Node node, Tensor mask)
    {
        var z = Random(Batch, Tokens, Tokens, Channels);
        using var serial = new TriangleAttention(Channels, headDim: 4, heads: 2, node, Mesh.Serial);
        serial.to(ScalarType.Float64);
        var weights = serial.state_dict().ToDictionary(weight => weight.Key, weight => weight.Value.detach().clone());
        var exist = Mesh.Serial.Pairs(mask).Block.unsqueeze(-1);
        var expected = serial.call(z, Mesh.Serial.Pairs(mask)).detach() * exist;
        using var slices = Chunks.OfSize(setting.Slice);

        var results = ThreadCommunicator.Run(setting.Rows * setting.Cols, world =>
        {
            using var noGrad = no_grad();
            var mesh = new Mesh(world, setting.Rows, setting.Cols);
            using var layer = new TriangleAttention(Channels, headDim: 4, heads: 2, node, mesh);
            layer.to(ScalarType.Float64).load_state_dict(weights);
            return Gather(mesh, layer.call(mesh.Scatter(z, 1, 2), mesh.Pairs(mask)), z.shape);
        });

        Assert.All(results, actual => AssertClose(expected, actual * exist));
    }
}
