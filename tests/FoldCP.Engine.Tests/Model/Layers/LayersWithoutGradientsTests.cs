using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests.Parallel;
using TorchSharp;
using static FoldCP.Engine.Tests.Parallel.MeshTest;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Layers;

/// <summary>Where no gradients are recorded layers have less at once: some channels, some rows, sums in place. They find what one rank finds that records them, and leave what they are given as it was.</summary>
[Collection(SeededTests.Name)]
public sealed class LayersWithoutGradientsTests
{
    private const int Sequences = 5;
    private const int MsaDim = 6;

    public static TheoryData<int, int, long> Settings => new TheoryData<int, int>([.. Meshes, (1, 1), (11, 1)]).InSlices(1 << 22, 100, 1);

    [Theory]
    [MemberData(nameof(Settings))]
    public void TriangleMultiplication(int rows, int cols, long slice)
    {
        foreach (var (dim, edges) in new[] { (1, Edges.Outgoing), (2, Edges.Incoming), (4, Edges.Outgoing), (8, Edges.Incoming) })
            AssertSame((rows, cols, slice), mesh => new TriangleMultiplication(dim, edges, mesh), (mesh, layer, x) => layer.call(x, PairsOn(mesh)), Random(Batch, Tokens, Tokens, dim));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void TriangleMultiplication_in_16_bits(int rows, int cols, long slice)
    {
        foreach (var edges in Enum.GetValues<Edges>())
        {
            AssertSame(
                (rows, cols, slice), mesh => new TriangleMultiplication(8, edges, mesh), (mesh, layer, x) => layer.call(x, PairsOn(mesh)), Random(Batch, Tokens, Tokens, 8), Precision.Bf16);
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void OuterProductMean(int rows, int cols, long slice)
    {
        var mask = TokenMask().unsqueeze(-1).expand(-1, -1, Sequences);
        foreach (var (hidden, pairDim) in new[] { (1, 1), (3, 8), (4, 16) })
        {
            AssertSame(
                (rows, cols, slice),
                mesh => new OuterProductMean(MsaDim, hidden, pairDim, mesh),
                (mesh, layer, x) => layer.call(x, mesh.Scatter(mask, 1, 2), (Tokens, Sequences)),
                Random(Batch, Tokens, Sequences, MsaDim));
        }
    }

    private static void AssertSame<TLayer>(
        (int Rows, int Cols, long Slice) setting, Func<Mesh, TLayer> build, Func<Mesh, TLayer, Tensor, Tensor> run, Tensor x, Precision precision = Precision.Fp64)
        where TLayer : nn.Module
    {
        using var alone = build(Mesh.Serial);
        alone.to(ScalarType.Float64);
        using (no_grad())
        {
            foreach (var weight in alone.parameters())
                weight.add_(0.3 * randn_like(weight));
        }

        var weights = alone.state_dict().ToDictionary(weight => weight.Key, weight => weight.Value.detach().clone());
        var expected = run(Mesh.Serial, alone, x).detach();
        using var slices = Chunks.OfSize(setting.Slice);

        var found = ThreadCommunicator.Run(setting.Rows * setting.Cols, world =>
        {
            using var noGrad = no_grad();
            var mesh = new Mesh(world, setting.Rows, setting.Cols);
            using var layer = build(mesh);
            layer.to(ScalarType.Float64).load_state_dict(weights);
            layer.to(precision.Wide);
            precision.ApplyTo(layer);
            var part = mesh.Scatter(x, 1, 2).to(precision.Wide);
            var before = part.clone();
            var own = run(mesh, layer, part);
            Assert.True(before.equal(part).all().item<bool>());
            return Gather(mesh, own.to(ScalarType.Float64), expected.shape);
        });

        double bound = (precision is Precision.Bf16 ? 0.05 : 1e-11) * expected.abs().max().item<double>();
        Assert.All(found, whole => Assert.InRange((expected - whole).abs().max().item<double>(), 0, bound));
    }
}
