using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using static FoldCP.Engine.Tests.Parallel.MeshTest;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>Products of distributed matrices, with their gradients, are those of whole ones; and they travel as little as was derived.</summary>
[Collection(SeededTests.Name)]
public sealed class ProductTests
{
    private const int Length = 96;

    private delegate Tensor Product(Mesh mesh, Tensor a, Tensor b, Lengths of);

    /// <summary>Everything at once, and few columns at once.</summary>
    public static TheoryData<int, int, long> Meshes => MeshTest.Meshes.InSlices(1 << 22, 60);

    [Theory]
    [MemberData(nameof(Meshes))]
    public void A_plain_product_is_that_of_the_whole(int rows, int cols, long slice)
        => AssertSame((rows, cols, slice), (mesh, a, b, of) => mesh.MatMul(a, b, of), [Batch, 10, 13], [Batch, 13, 17], new(10, 13, 17));

    [Theory]
    [MemberData(nameof(Meshes))]
    public void A_product_with_a_transposed_right_operand_is_that_of_the_whole(int rows, int cols, long slice)
        => AssertSame((rows, cols, slice), (mesh, a, b, of) => mesh.MatMulTransposed(a, b, of), [Batch, 10, 13], [Batch, 17, 13], new(10, 13, 17));

    [Theory]
    [MemberData(nameof(Meshes))]
    public void A_product_with_a_transposed_left_operand_is_that_of_the_whole(int rows, int cols, long slice)
        => AssertSame((rows, cols, slice), (mesh, a, b, of) => mesh.TransposedMatMul(a, b, of), [Batch, 13, 10], [Batch, 13, 17], new(10, 13, 17));

    /// <summary>As of an alignment of one sequence.</summary>
    [Theory]
    [MemberData(nameof(Meshes))]
    public void Fewer_columns_than_ranks_are_those_of_the_whole(int rows, int cols, long slice)
    {
        AssertSame((rows, cols, slice), (mesh, a, b, of) => mesh.MatMul(a, b, of), [Batch, 10, 13], [Batch, 13, 1], new(10, 13, 1));
        AssertSame((rows, cols, slice), (mesh, a, b, of) => mesh.TransposedMatMul(a, b, of), [Batch, 13, 10], [Batch, 13, 1], new(10, 13, 1));
    }

    /// <summary>A long common dimension and a large batch of results: then it is the operands that travel.</summary>
    [Theory]
    [MemberData(nameof(Meshes))]
    public void Outer_products_of_channels_are_those_of_the_whole(int rows, int cols, long slice)
        => AssertSame((rows, cols, slice), (mesh, a, b, of) => mesh.MatMulTransposed(a, b, of), [3, 1, 10, 7], [1, 4, 11, 7], new(10, 7, 11));

    /// <summary>Weighted means, as of an alignment: ranks add up one panel after another, and one rank rounds its sum once.</summary>
    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    public void Products_in_16_bits_are_rounded_no_more_often_than_by_one_rank(int rows, int cols)
    {
        const int length = 64, sequences = 24;
        var (a, b) = (randn(2, 1, length, length).softmax(-1).to(ScalarType.BFloat16), randn(2, 3, length, sequences).to(ScalarType.BFloat16));
        Tensor Wide(Tensor x) => x.to(ScalarType.Float64);
        var exact = Wide(a).matmul(Wide(b));
        double Error(Tensor product) => ((Wide(product) - exact).square().mean().sqrt() / exact.square().mean().sqrt()).item<double>();
        var alone = Error(Mesh.Serial.MatMul(a, b, new(length, length, sequences)));

        var shared = ThreadCommunicator.Run(rows * cols, world =>
        {
            using var noGrad = no_grad();
            var mesh = new Mesh(world, rows, cols);
            var part = mesh.MatMul(mesh.Scatter(a, 2, 3), mesh.Scatter(b, 2, 3), new(length, length, sequences));
            Assert.Equal(ScalarType.BFloat16, part.dtype);
            return mesh.Whole(part, 2, 3, length, sequences);
        }).Select(Error).ToList();

        TestContext.Current.TestOutputHelper!.WriteLine($"{rows} x {cols}: {shared[0]:E2}, alone {alone:E2}");
        Assert.InRange(alone, 1e-3, 3e-3);
        Assert.All(shared, error => Assert.InRange(error, 0.9 * alone, 1.1 * alone));
    }

    [Fact]
    public void Alone_each_is_its_formula_with_the_gradients_that_autograd_finds()
    {
        AssertFormula((mesh, a, b, of) => mesh.MatMul(a, b, of), (a, b) => a.matmul(b), [Batch, 10, 13], [Batch, 13, 17]);
        AssertFormula((mesh, a, b, of) => mesh.MatMulTransposed(a, b, of), (a, b) => a.matmul(b.transpose(-2, -1)), [Batch, 10, 13], [Batch, 17, 13]);
        AssertFormula((mesh, a, b, of) => mesh.TransposedMatMul(a, b, of), (a, b) => a.transpose(-2, -1).matmul(b), [Batch, 13, 10], [Batch, 13, 17]);
    }

    /// <summary>Received per rank, in units of one matrix: (R + C - 2) / P, whichever operand is transposed, and less than one more transpose would take.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    public void A_product_with_a_transposed_operand_travels_no_more_than_a_plain_one(int rows, int cols)
    {
        double expected = (rows + cols - 2.0) / (rows * cols);

        Assert.Equal(expected, Received(rows, cols, (mesh, a, b, of) => mesh.MatMul(a, b, of)), 1e-12);
        Assert.Equal(expected, Received(rows, cols, (mesh, a, b, of) => mesh.MatMulTransposed(a, b, of)), 1e-12);
        Assert.Equal(expected, Received(rows, cols, (mesh, a, b, of) => mesh.TransposedMatMul(a, b, of)), 1e-12);
    }

    private static double Received(int rows, int cols, Product product)
    {
        var x = randn(Length, Length);
        var received = ThreadCommunicator.Run(rows * cols, world =>
        {
            var tally = new CountingCommunicator.Tally();
            var mesh = new Mesh(new CountingCommunicator(world, tally), rows, cols);
            product(mesh, mesh.Scatter(x, 0, 1), mesh.Scatter(x, 0, 1), Length);
            return tally.Received + tally.Reduced;
        });
        return received.Average() / (Length * Length);
    }

    private static void AssertSame((int Rows, int Cols, long Slice) setting, Product product, long[] left, long[] right, Lengths of)
    {
        var (a, b) = (Random(left), Random(right));
        var expected = Learn(Mesh.Serial, product, a, b, seed: null, of);
        using var slices = Chunks.OfSize(setting.Slice);
        var results = ThreadCommunicator.Run(setting.Rows * setting.Cols, world =>
        {
            var mesh = new Mesh(world, setting.Rows, setting.Cols);
            var own = Learn(mesh, product, Part(mesh, a), Part(mesh, b), Part(mesh, expected.Seed), of);
            return (Mesh: mesh, own.Result, own.Left, own.Right);
        });

        Assert.All(results, own =>
        {
            AssertClose(Part(own.Mesh, expected.Result), own.Result);
            AssertClose(Part(own.Mesh, expected.Left), own.Left);
            AssertClose(Part(own.Mesh, expected.Right), own.Right);
        });
    }

    private static void AssertFormula(Product product, Func<Tensor, Tensor, Tensor> formula, long[] left, long[] right)
    {
        var (a, b) = (Random(left), Random(right));
        var own = Learn(Mesh.Serial, product, a, b, seed: null, new(10, 13, 17));
        var expected = Learn(Mesh.Serial, (_, x, y, _) => formula(x, y), a, b, own.Seed, 0);
        AssertClose(expected.Result, own.Result);
        AssertClose(expected.Left, own.Left);
        AssertClose(expected.Right, own.Right);
    }

    private static Tensor Part(Mesh mesh, Tensor whole) => mesh.Scatter(whole, (int)whole.dim() - 2, (int)whole.dim() - 1);

    private static (Tensor Result, Tensor Left, Tensor Right, Tensor Seed) Learn(Mesh mesh, Product product, Tensor a, Tensor b, Tensor? seed, Lengths of)
    {
        var (left, right) = (a.detach().clone().requires_grad_(true), b.detach().clone().requires_grad_(true));
        var result = product(mesh, left, right, of);
        seed ??= Random(result.shape);
        (result * seed).flatten().sum(dim: 0).backward();
        return (result.detach(), left.grad!, right.grad!, seed);
    }
}
