using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using TorchSharp;
using static FoldCP.Engine.Tests.Parallel.MeshTest;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>What every transport must do, as each rank sees it: any wrong answer throws. Ranks of other processes run these by name.</summary>
internal static class RankChecks
{
    public static IReadOnlyDictionary<string, Action<ICommunicator>> All { get; } = new Dictionary<string, Action<ICommunicator>>
    {
        [nameof(Exchange)] = Exchange,
        [nameof(Broadcast)] = Broadcast,
        [nameof(AllReduce)] = AllReduce,
        [nameof(Among)] = Among,
        [nameof(OverOneGibibyte)] = OverOneGibibyte,
        [nameof(Meshes)] = Meshes,
        [nameof(Layer)] = Layer,
        [nameof(Strips)] = Strips,
        [nameof(Fails)] = Fails,
    };

    public static TheoryData<string> Names => [.. All.Keys.Where(name => name is not (nameof(Fails) or nameof(OverOneGibibyte)))];

    // Two messages to each rank, itself among them, of which one is no block of memory; they come in their order.
    private static void Exchange(ICommunicator world)
    {
        var everyone = Enumerable.Range(0, world.Size).ToList();
        Tensor Message(int from, int to, int number) => arange(12, ScalarType.Float64).view(3, 4) + (1000 * from) + (100 * to) + (10 * number);
        var transfer = world.Exchange(
            [.. everyone.SelectMany(to => new[] { (Message(world.Rank, to, 0).t(), to), (Message(world.Rank, to, 1), to) })],
            [.. everyone.SelectMany(from => new[] { (new long[] { 4, 3 }, from), (new long[] { 3, 4 }, from) })],
            like: zeros(0, ScalarType.Float64));
        var received = transfer.Wait();
        foreach (var from in everyone)
        {
            AssertClose(Message(from, world.Rank, 0).t(), received[2 * from]);
            AssertClose(Message(from, world.Rank, 1), received[(2 * from) + 1]);
        }
    }

    // The next is under way while another message, and a reduction, are waited for.
    private static void Broadcast(ICommunicator world)
    {
        Tensor Of(int from) => (arange(6, ScalarType.Int64) * (from + 1)).view(2, 3);
        ITransfer<Tensor> Start(int from) => world.Broadcast(from == world.Rank ? Of(from) : null, [2, 3], from, like: zeros(0, ScalarType.Int64));

        var next = Start(0);
        for (var from = 0; from < world.Size; from++)
        {
            var arrived = next;
            if (from + 1 < world.Size)
                next = Start(from + 1);
            Assert.Equal(world.Size, world.AllReduce(ones(1), Reduction.Sum).item<float>());
            Assert.True(arrived.Wait().equal(Of(from)).all().item<bool>());
        }
    }

    private static void AllReduce(ICommunicator world)
    {
        double sum = world.Size * (world.Size + 1) / 2.0;
        foreach (var type in new[] { ScalarType.Float64, ScalarType.Float32, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32 })
        {
            var own = full([2, 5], world.Rank + 1, dtype: type);
            var (added, largest) = (world.AllReduce(own.t(), Reduction.Sum), world.AllReduce(own, Reduction.Max));
            Assert.Equal((type, type), (added.dtype, largest.dtype));
            Assert.All(added.to(ScalarType.Float64).flatten().data<double>(), x => Assert.Equal(sum, x));
            Assert.All(largest.to(ScalarType.Float64).flatten().data<double>(), x => Assert.Equal(world.Size, x));
            Assert.Equal(world.Rank + 1, own[0, 0].to(ScalarType.Float64).item<double>());
        }

        // 256 and 1 are 256 in these numbers, however often one is added; their sum is rounded once.
        var few = world.AllReduce(tensor(world.Rank == 0 ? 256f : 1f).to(ScalarType.BFloat16), Reduction.Sum);
        Assert.Equal(tensor(255f + world.Size).to(ScalarType.BFloat16).to(ScalarType.Float32).item<float>(), few.to(ScalarType.Float32).item<float>());
    }

    private static void Among(ICommunicator world)
    {
        int[] members = [.. Enumerable.Range(0, world.Size).Where(rank => rank % 2 == world.Rank % 2)];
        var group = world.Among(members);

        Assert.Equal((members.Length, Array.IndexOf(members, world.Rank)), (group.Size, group.Rank));
        Assert.Equal(members.Sum(), group.AllReduce(tensor((double)world.Rank), Reduction.Sum).item<double>());
        Assert.Equal(members[^1], group.Broadcast(group.Rank == group.Size - 1 ? tensor((double)world.Rank) : null, [], group.Size - 1, zeros(0, ScalarType.Float64)).Wait().item<double>());
    }

    private static void OverOneGibibyte(ICommunicator world)
    {
        const long length = (1L << 30) + 3;
        var (to, from) = ((world.Rank + 1) % world.Size, (world.Rank + world.Size - 1) % world.Size);
        using var own = full([length], world.Rank + 1, ScalarType.Byte);
        using var received = world.Exchange([(own, to)], [([length], from)], own).Wait()[0];

        Assert.True(received.eq(from + 1).all().item<bool>());
    }

    private static void Meshes(ICommunicator world)
    {
        var numbers = new torch.Generator(1);
        var (a, b) = (Random(numbers, Batch, 10, 13), Random(numbers, Batch, 13, 17));
        foreach (var rows in Enumerable.Range(1, world.Size).Where(rows => world.Size % rows == 0))
        {
            var mesh = new Mesh(world, rows, world.Size / rows);
            AssertClose(a.matmul(b), Gather(mesh, mesh.MatMul(mesh.Scatter(a, 1, 2), mesh.Scatter(b, 1, 2), new(10, 13, 17)), [Batch, 10, 17]));
        }
    }

    // Forward and backward.
    private static void Layer(ICommunicator world)
    {
        var numbers = new torch.Generator(1);
        using var layer = new TriangleAttention(dim: 8, headDim: 4, heads: 2, Node.Ending, Mesh.Serial);
        layer.to(ScalarType.Float64);
        var weights = layer.state_dict().ToDictionary(weight => weight.Key, weight => Random(numbers, weight.Value.shape));
        layer.load_state_dict(weights);
        var (z, seed) = (Random(numbers, Batch, Tokens, Tokens, 8), Random(numbers, Batch, Tokens, Tokens, 8));
        var (expected, gradient) = Learn(Mesh.Serial, layer, z, seed);
        var mesh = new Mesh(world, 1, world.Size);
        using var part = new TriangleAttention(dim: 8, headDim: 4, heads: 2, Node.Ending, mesh);
        part.to(ScalarType.Float64).load_state_dict(weights);

        var (actual, own) = Learn(mesh, part, mesh.Scatter(z, 1, 2), mesh.Scatter(seed, 1, 2));

        AssertClose(mesh.Scatter(expected, 1, 2), actual);
        AssertClose(mesh.Scatter(gradient, 1, 2), own);
    }

    // To a file on the first rank and back, a row at a time and many.
    private static void Strips(ICommunicator world)
    {
        var pairs = Random(new(1), 1, Tokens, Tokens, 3);
        foreach (var (slice, rows) in new long[] { 1, long.MaxValue }.SelectMany(slice => new[] { 1, world.Size }.Select(rows => (slice, rows))))
        {
            using var slices = Chunks.OfSize(slice);
            var (mesh, file) = (new Mesh(world, rows, world.Size / rows), zeros_like(pairs));
            var block = mesh.Scatter(pairs, 1, 2);
            PairStrips.ToFirst(mesh, block, Tokens, (strip, where) => file.narrow(1, where.Start, where.Length).copy_(strip));
            AssertClose(world.Rank == 0 ? pairs : zeros_like(pairs), file);
            var back = zeros_like(block);
            PairStrips.FromFirst(mesh, back, Tokens, where => file.narrow(1, where.Start, where.Length));
            AssertClose(block, back);
        }
    }

    // Ranks that are threads share torch's own generator.
    private static Tensor Random(torch.Generator numbers, params long[] shape) => randn(shape, dtype: ScalarType.Float64, generator: numbers);

    private static (Tensor Result, Tensor Gradient) Learn(Mesh mesh, TriangleAttention layer, Tensor z, Tensor seed)
    {
        var own = z.detach().clone().requires_grad_(true);
        var result = layer.call(own, PairsOn(mesh));
        (result * seed).flatten().sum(dim: 0).backward();
        return (result.detach(), own.grad!);
    }

    private static void Fails(ICommunicator world)
    {
        if (world.Rank == world.Size - 1)
            throw new InvalidDataException("This rank has had enough.");
        _ = world.AllReduce(ones(1), Reduction.Sum);
    }
}
