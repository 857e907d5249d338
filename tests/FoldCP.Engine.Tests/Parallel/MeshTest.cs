using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>How a tensor lies on a mesh: whole on every rank, cut into blocks at its dimensions 1 and 2, or into shares at its dimension 1.</summary>
internal enum Lies
{
    Whole,
    InBlocks,
    InShares,
}

/// <summary>Holds a layer on a mesh, in slices, to the same layer in series and in one go: its result and every gradient.</summary>
internal static class MeshTest
{
    public const int Batch = 2;
    public const int Tokens = 11;
    public const int Sequences = 7;

    private const double Tolerance = 1e-11;

    /// <summary>Rows, columns, squares and what lies between; on most, neither tokens nor sequences divide evenly.</summary>
    public static TheoryData<int, int> Meshes => new() { { 1, 2 }, { 2, 1 }, { 2, 2 }, { 4, 1 }, { 1, 5 }, { 2, 3 }, { 3, 2 }, { 3, 3 } };

    /// <summary>The same meshes with each number of elements that are worked on at once.</summary>
    public static TheoryData<int, int, long> InSlices(this TheoryData<int, int> meshes, params long[] sizes)
        => [.. meshes.SelectMany(mesh => sizes.Select(size => (mesh.Data.Item1, mesh.Data.Item2, size)))];

    /// <summary>Padding as it occurs in earnest: the last tokens of the second item do not exist.</summary>
    public static Tensor TokenMask()
    {
        var mask = ones(Batch, Tokens, dtype: ScalarType.Float64);
        mask[1, 7..] = 0;
        return mask;
    }

    /// <summary>Which pairs exist, as a rank of a mesh holds it.</summary>
    public static PairMask PairsOn(Mesh mesh) => mesh.Pairs(TokenMask());

    public static Tensor Random(params long[] shape) => randn(shape, dtype: ScalarType.Float64);

    public static void AssertSame<TLayer>(
        (int Rows, int Cols, long Slice) setting, Func<Mesh, TLayer> build, Func<Mesh, TLayer, Tensor[], Tensor> run, Lies result, params (Tensor Whole, Lies Lies)[] inputs)
        where TLayer : nn.Module
    {
        using var serial = build(Mesh.Serial);
        serial.to(ScalarType.Float64);
        var weights = serial.state_dict().ToDictionary(weight => weight.Key, weight => weight.Value.detach().clone());
        var expected = Learn(Mesh.Serial, serial, run, [.. inputs.Select(input => input.Whole)], Random);
        var ranks = setting.Rows * setting.Cols;

        using var slices = Chunks.OfSize(setting.Slice);
        var results = ThreadCommunicator.Run(ranks, world =>
        {
            var mesh = new Mesh(world, setting.Rows, setting.Cols);
            using var layer = build(mesh);
            layer.to(ScalarType.Float64).load_state_dict(weights);
            var parts = inputs.Select(input => PartOf(mesh, input.Whole, input.Lies)).ToArray();
            var ownSeed = result is Lies.Whole ? expected.Seed / ranks : PartOf(mesh, expected.Seed, result);

            var own = Learn(mesh, layer, run, parts, _ => ownSeed);

            using var noGrad = no_grad();
            return new Learned(
                ResultOf(mesh, own.Result, result, expected.Result.shape),
                own.Seed,
                [.. own.Inputs.Zip(inputs, (gradient, input) => WholeOf(mesh, gradient!, input.Whole, input.Lies))],
                [.. own.Weights.Select(gradient => gradient is null ? null : world.AllReduce(gradient, Reduction.Sum))]);
        });

        foreach (var actual in results)
        {
            AssertClose(expected.Result, actual.Result);
            foreach (var (e, a) in expected.Inputs.Zip(actual.Inputs).Concat(expected.Weights.Zip(actual.Weights)).Where(pair => pair.First is not null))
                AssertClose(e!, a!);
        }
    }

    public static Tensor Gather(Mesh mesh, Tensor block, long[] shape)
        => mesh.WholeFromRows(mesh.WholeFromCols(block, 2, shape[2]), 1, shape[1]);

    public static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        if (expected.numel() > 0)
            Assert.InRange((expected - actual).abs().max().item<double>(), 0, Tolerance);
    }

    private static Learned Learn<TLayer>(Mesh mesh, TLayer layer, Func<Mesh, TLayer, Tensor[], Tensor> run, Tensor[] inputs, Func<long[], Tensor> seedOf)
        where TLayer : nn.Module
    {
        var own = inputs.Select(input => input.detach().clone().requires_grad_(true)).ToArray();
        var result = run(mesh, layer, own);
        var seed = seedOf(result.shape);
        (result * seed).flatten().sum(dim: 0).backward();
        return new(result.detach(), seed, [.. own.Select(input => input.grad)], [.. layer.parameters().Select(weight => weight.grad)]);
    }

    private static Tensor PartOf(Mesh mesh, Tensor whole, Lies lies) => lies switch
    {
        Lies.Whole => whole,
        Lies.InBlocks => mesh.Scatter(whole, 1, 2),
        _ => mesh.Share(whole, 1),
    };

    private static Tensor ResultOf(Mesh mesh, Tensor part, Lies lies, long[] shape) => lies switch
    {
        Lies.Whole => part,
        Lies.InBlocks => Gather(mesh, part, shape),
        _ => mesh.WholeFromShares(part, 1, shape[1]),
    };

    // Every rank's gradient of its part, laid where the part lies, summed over the ranks.
    private static Tensor WholeOf(Mesh mesh, Tensor gradient, Tensor whole, Lies lies)
    {
        var sum = zeros_like(whole);
        PartOf(mesh, sum, lies).copy_(gradient);
        return mesh.World.AllReduce(sum, Reduction.Sum);
    }

    private sealed record Learned(Tensor Result, Tensor Seed, Tensor?[] Inputs, Tensor?[] Weights);
}
