using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.InTurns;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Bench;

/// <summary>What a block of the pairformer at the released widths takes where several ranks share it.</summary>
/// <param name="Before">resident memory of the process once weights were there, bytes</param>
/// <param name="Peak">resident memory at most, above that; of processes the mean</param>
/// <param name="Digest">the square root of the sum of the squares of what all ranks made of the pairs, and of the tokens</param>
public sealed record RankMemory(long Before, long Peak, double[] Digest)
{
    // Code that is met for the first time is met here.
    private const int WarmUpTokens = 24;

    /// <summary>One rank of a process of its own, all of which a launcher of MPI has started; null for all but the first.</summary>
    public static RankMemory? OfProcesses(int tokens)
    {
        // As ranks in turns do: what is measured is what is alive, and not what the C library keeps.
        FreedMemory.ReleaseLarge(RanksInTurns.Large);
        using var world = MpiWorld.Start();
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var rank = new Rank(world.Everyone);
        rank.Run(WarmUpTokens);
        var before = Forgotten();
        var digest = rank.Run(tokens);
        var peak = ResidentMemory.Peak() - before;
        using var sum = world.Everyone.AllReduce(tensor((double)peak), Reduction.Sum);
        return world.Everyone.Rank == 0 ? new(before, (long)sum.item<double>() / world.Everyone.Size, digest) : null;
    }

    /// <summary>All ranks in this process, in turns.</summary>
    public static RankMemory InTurns(int ranks, int tokens, string folder)
    {
        using var store = new FileTileStore(folder);
        long? before = null;
        var digests = RanksInTurns.Run(ranks, store, world =>
        {
            using var rank = new Rank(world);
            rank.Run(WarmUpTokens);
            before ??= Forgotten();
            return rank.Run(tokens);
        });
        return new(before!.Value, ResidentMemory.Peak() - before.Value, digests[0]);
    }

    private static long Forgotten()
    {
        FreedMemory.Release();
        var resident = ResidentMemory.Now();
        ResidentMemory.ForgetPeak();
        return resident;
    }

    private sealed class Rank : IDisposable
    {
        private const int TokenS = 384;
        private const int TokenZ = 128;

        private readonly Mesh _mesh;
        private readonly PairformerLayer _layer;

        public Rank(ICommunicator world)
        {
            var shape = MeshShape.Of(world.Size);
            _mesh = new(world, shape.Rows, shape.Cols);
            // All ranks have the same weights.
            random.manual_seed(1);
            _layer = new(TokenS, TokenZ, Subjects.Network.PairformerArgs, _mesh);
            _layer.eval();
        }

        public double[] Run(int tokens)
        {
            using var scope = NewDisposeScope();
            var (rows, cols) = (new Parts(tokens, _mesh.Rows)[_mesh.Row].Length, new Parts(tokens, _mesh.Cols)[_mesh.Col].Length);
            var (ofTokens, ofPairs) = (new Generator(1), new Generator((ulong)(2 + _mesh.World.Rank)));
            var (s, z, all) = (randn([1, tokens, TokenS], generator: ofTokens), randn([1, rows, cols, TokenZ], generator: ofPairs), ones(1, tokens));
            var (newS, newZ) = _layer.call((_mesh.Share(s, 1), z), new TokenPlan(_mesh, all), _mesh.Pairs(all));
            double OfAll(Tensor x) => Math.Sqrt(_mesh.World.AllReduce(Squares(x), Reduction.Sum).item<double>());
            return [OfAll(newZ), OfAll(newS)];
        }

        public void Dispose() => _layer.Dispose();

        private static Tensor Squares(Tensor x)
        {
            using var scope = NewDisposeScope();
            var sum = zeros(1, ScalarType.Float64);
            for (var row = 0L; row < x.shape[1]; row++)
                sum.add_(x.select(1, row).to(ScalarType.Float64).square().flatten().sum(dim: 0));
            return scope.MoveToOuter(sum);
        }
    }
}
