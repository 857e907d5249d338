using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Tests.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Confidence;

public sealed class InterfaceTmTests
{
    // Chain 4 is a protein with a ligand's tokens among its own; chain 1 has no frame at all; the last token is padding.
    private static readonly long[] s_chains = [0, 0, 4, 4, 4, 1, 1, 4, 2, 2, 2];
    private static readonly long[] s_kinds = [0, 0, 0, 3, 0, 0, 0, 3, 3, 3, 3];
    private static readonly float[] s_frames = [1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1];
    private static readonly float[] s_exists = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0];

    [Theory]
    [MemberData(nameof(MeshTest.Meshes), MemberType = typeof(MeshTest))]
    public void Each_pair_of_chains_has_its_best_frames_mean(int rows, int cols)
    {
        using var scope = NewDisposeScope();
        using var recording = GoldenCase.Open("full_template");
        var tm = rand(s_chains.Length, s_chains.Length, generator: new Generator(7));

        var features = Features(recording);
        var ofRanks = ThreadCommunicator.Run(rows * cols, world =>
        {
            var mesh = new Mesh(world, rows, cols);
            return new InterfaceTm(mesh, features, mesh.Scatter(tm, 0, 1), tensor(s_frames)).PairChains();
        });

        Assert.All(ofRanks, pairs => AssertAllPairs(tm, pairs));
    }

    private static void AssertAllPairs(Tensor tm, IReadOnlyDictionary<long, IReadOnlyDictionary<long, double>> pairs)
    {
        var chains = s_chains.Distinct().Order().ToList();
        Assert.Equal(chains, pairs.Keys.Order());
        Assert.All(chains, i => Assert.All(chains, j => Assert.Equal(Expected(tm, i, j), pairs[i][j], 1e-6)));
        Assert.All(chains, i => Assert.Equal(0, pairs[i][1]));
    }

    // The mean over chain i's tokens in each frame of chain j, and the best of them.
    private static double Expected(Tensor tm, long i, long j)
    {
        var (rows, cols) = (Tokens(j).Where(row => s_frames[row] > 0), Tokens(i).ToList());
        return rows.Select(row => cols.Sum(col => (double)tm[row, col].item<float>()) / (cols.Count + 1e-5)).DefaultIfEmpty(0).Max();
    }

    private static IEnumerable<int> Tokens(long chain)
        => Enumerable.Range(0, s_chains.Length).Where(token => s_chains[token] == chain && s_exists[token] > 0);

    private static FoldFeatures Features(GoldenCase recording) => recording.Features() with
    {
        AsymId = tensor(s_chains).unsqueeze(0),
        MolType = tensor(s_kinds).unsqueeze(0),
        TokenPadMask = tensor(s_exists).unsqueeze(0),
    };
}
