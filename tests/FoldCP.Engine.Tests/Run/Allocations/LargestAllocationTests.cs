using FoldCP.Contract;
using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Run.Allocations;

/// <summary>
/// No rank ever has a whole N x N of anything: of all that the processes of a fold allocate, no tensor and no array is larger than a few pair
/// tensors' share, and nothing has the size of a whole matrix, were it one number a pair.
/// </summary>
public sealed class LargestAllocationTests : IDisposable
{
    // Prime, and large enough for the pairs to be larger than what grows with the atoms.
    private const int Tokens = 307;
    private const int LigandAtoms = 6;

    // Small beside a share of the pairs, as slices are in folds that need several ranks; fewer than N x N.
    private const int Slice = 1 << 16;

    // How many numbers a pair the largest tensor may have, in channels of the pairs: products are made of two such tensors at once.
    private const int PairTensors = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ranks_of_a_fold_with_all_there_is_have_shares_only()
    {
        CountedProcess.SkipWhereItCannotBe();
        const int channels = 24;

        var four = await FoldAsync(Everything(), 4, "2x2");
        var one = await FoldAsync(Everything(), 1, "1x1");

        AssertShares(four, ranks: 4, channels);
        Assert.InRange(Largest(one), Most(ranks: 4, channels) + 1, long.MaxValue);
        Assert.Contains(one, allocation => allocation.IsWhole(Tokens));
    }

    [Fact]
    public async Task Ranks_of_a_fold_by_Boltz_1_have_shares_only()
    {
        CountedProcess.SkipWhereItCannotBe();

        var three = await FoldAsync(Plain(), 3, "3x1");

        AssertShares(three, ranks: 3, channels: 16);
    }

    [Theory]
    [InlineData(CountedRank.Tensor, 1, false)]
    [InlineData(CountedRank.Array, 1, false)]
    [InlineData(CountedRank.Tensor, 24, true)]
    [InlineData(CountedRank.Array, 24, true)]
    public async Task A_whole_matrix_would_be_seen(string what, int channels, bool isLarge)
    {
        CountedProcess.SkipWhereItCannotBe();

        var seen = await new CountedProcess(_folder).RunAsync(4, CountedRank.Word, what, $"{Tokens}", $"{channels}", "2x2");

        Assert.Contains(seen, allocation => allocation.IsWhole(Tokens));
        Assert.Equal(isLarge, Largest(seen) > Most(ranks: 4, channels: 24));
    }

    private static void AssertShares(IReadOnlyList<Allocation> allocations, int ranks, int channels)
    {
        TestContext.Current.SendDiagnosticMessage(
            $"Numbers a pair in the largest: {Largest(allocations) / (sizeof(float) * (double)Tokens * Tokens / ranks):F1}, of {string.Join(", ", allocations.Take(5))}");
        Assert.InRange(Largest(allocations), 1, Most(ranks, channels));
        Assert.DoesNotContain(allocations, allocation => allocation.IsWhole(Tokens));
    }

    private static long Largest(IReadOnlyList<Allocation> allocations) => allocations.First(allocation => allocation.By is not Allocator.Others).Bytes;

    // k N² / P numbers, k a few times the channels of the pairs.
    private static long Most(int ranks, int channels) => (long)PairTensors * channels * Tokens * Tokens / ranks * sizeof(float);

    private async Task<IReadOnlyList<Allocation>> FoldAsync(FoldRequest request, int ranks, string mesh)
    {
        var run = Requests.In(_folder, request, mesh);
        return await new CountedProcess(_folder).RunAsync(ranks, CountedRank.Word, "fold", run.Path, mesh, $"{Slice}");
    }

    // Alignment, template, potentials, errors of pairs, affinity.
    private FoldRequest Everything()
    {
        string sequence = "NLYIQWLKDGGPSSGRPPPS".PadRight(Tokens - LigandAtoms, 'G');
        File.WriteAllText(_folder.File("a.a3m"), $">a\n{sequence}\n>b\n{sequence.Replace("GG", "GA", StringComparison.Ordinal)}\n>c\n{sequence.Replace("GGG", "GSG", StringComparison.Ordinal)}\n");
        File.WriteAllText(_folder.File("one.yaml"), $$"""
            sequences:
            - protein: { id: A, sequence: {{sequence}}, msa: a.a3m }
            - ligand: { id: L, ccd: GOL }
            templates:
            - cif: {{Path.Combine(Path.GetDirectoryName(GoldenCase.Find("inputs/template/template.yaml"))!, "trpcage.cif")}}
            properties:
            - affinity: { binder: L }
            """);
        return Request(new(
            GoldenCase.Find("full_boltz2_tv2.weights.safetensors"), RecyclingSteps: 1, SamplingSteps: 2, WriteFullPae: true, UsePotentials: true,
            Affinity: new(SharedData.File("golden/cases/full_boltz2_affinity.weights.safetensors"), Samples: 1, SamplingSteps: 2)));
    }

    private FoldRequest Plain()
    {
        File.WriteAllText(_folder.File("one.yaml"), $$"""
            sequences:
            - protein: { id: [A, B], sequence: {{new string('G', 150)}}, msa: empty }
            - protein: { id: C, sequence: {{new string('A', Tokens - 300)}}, msa: empty }
            """);
        return Request(new(GoldenCase.Find("full_boltz1_imitate.weights.safetensors"), Samples: 2, RecyclingSteps: 0, SamplingSteps: 2, WriteFullPae: true));
    }

    private static FoldRequest Request(FoldOptions options) => new() { Id = "1", Name = "one", Input = new("../one.yaml"), Options = options };
}
