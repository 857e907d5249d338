using System.Globalization;
using System.Text.RegularExpressions;
using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Run;

namespace FoldCP.Engine.Tests.Run;

/// <summary>Holds the formula to what a fold really takes.</summary>
public sealed partial class MemoryPlanTests
{
    private static readonly MemoryPlan s_demo = new(Boltz2Config.Demo, weights: 0);
    private static readonly MemoryPlan s_published = PlannedNetwork.Of("boltz2").Plan;

    [Theory]
    [InlineData(30)]
    [InlineData(400)]
    public async Task What_is_alive_in_a_fold_is_what_the_formula_tells(int residues)
    {
        using var folder = new TemporaryFolder();
        var half = string.Concat(Enumerable.Repeat("MKTAYWIAKQRNPGSLCVDE", 10))[..(residues / 2)];
        var run = Requests.In(folder, new()
        {
            Id = "1",
            Name = "dimer",
            Chains = [new() { Ids = ["A", "B"], Kind = MoleculeKind.Protein, Sequence = half }],
            Options = new(RecyclingSteps: 1, SamplingSteps: 2),
        });

        using var engine = EngineUnderTest.FoldKeepingNoMemory(run);
        var (code, said) = await engine.EndAsync();

        Assert.Equal(ExitCode.Done, code);
        double took = double.Parse(Peak().Match(said).Groups[1].Value, CultureInfo.InvariantCulture) * 1e6;
        var size = FoldSize.OfProtein(residues);
        Assert.InRange(took, s_demo.AtLeast(size), s_demo.Peak(size));
    }

    [Fact]
    public void More_of_anything_takes_more()
    {
        var size = FoldSize.OfProtein(1_000);

        FoldSize[] larger = [size.With(1_001), size with { Rows = 4_000 }, size with { Atoms = 500_000 }, size with { Atoms = 50_000, SamplesAtOnce = 5 }];

        Assert.All(larger, more => Assert.True(s_published.Peak(more) > s_published.Peak(size), $"{more}"));
    }

    // What a pair adds, in pair tensors of 512 bytes: sampling one and 24 layers of biases of 64 bytes; beyond 4 GiB of those another, and a layer that is read again.
    [Theory]
    [InlineData(800, 1600, 1, 512 + (24 * 64))]
    [InlineData(2000, 4000, 1, (2 * 512) + 64)]
    [InlineData(2000, 3000, 4, (512 + (24 * 64)) / 4.0)]
    [InlineData(4000, 8000, 4, ((2 * 512) + 64) / 4.0)]
    public void Beyond_their_budget_biases_take_no_more(int few, int many, int ranks, double perPair)
    {
        // Nothing but pairs differs between the two.
        double Sampling(int tokens) => s_published.Stages(new(tokens, 10_000) { Ranks = ranks }).Single(stage => stage.Name == "sampling").Bytes;

        Assert.Equal(perPair, (Sampling(many) - Sampling(few)) / (((double)many * many) - ((double)few * few)), 1e-6);
    }

    [Fact]
    public void All_ranks_together_keep_as_many_biases_as_each_of_them_may()
    {
        // Of so many heads that biases make the peak, and neither atoms nor letters, which each has whole.
        var plan = new MemoryPlan(PlannedNetwork.Published with { ScoreModelArgs = new() { TokenTransformerHeads = 64 } }, weights: 0);
        FoldSize size = new(6_000, 0) { Rows = 0 }, none = new(1, 0) { Rows = 0 };
        double Parts(int ranks) => ranks * (plan.Peak(size with { Ranks = ranks }) - plan.Peak(none));

        Assert.All([1, 4, 9, 64], ranks => Assert.Equal(Parts(ranks), plan.Shared(size with { Ranks = ranks }) / 0.85, 1e6));
        Assert.True(Parts(64) > 1.5 * Parts(1));
    }

    /// <summary>Measured above weights and features.</summary>
    [Theory]
    [InlineData(4_096, 1, 0.401e9)]
    [InlineData(8_192, 1, 0.781e9)]
    [InlineData(8_192, 2, 0.448e9)]
    [InlineData(16_384, 2, 0.860e9)]
    [InlineData(4_096, 4, 0.142e9)]
    [InlineData(8_192, 4, 0.288e9)]
    [InlineData(16_384, 4, 0.527e9)]
    public void Ranks_share_a_deep_alignment(int rows, int ranks, double measured)
    {
        var size = new FoldSize(128, 1_000) { Rows = rows, Ranks = ranks };
        double features = size.Tokens * size.Rows * 24;

        double before = s_published.Stages(size)[0].Bytes + features;

        Assert.InRange(before + measured, s_published.AtLeast(size), s_published.Peak(size));
        Assert.InRange(s_published.Peak(size) - before, measured, measured + 0.15e9 + (0.1 * measured));
    }

    /// <summary>Measured above weights and features (docs/benchmarks.md).</summary>
    [Theory]
    [InlineData(512, 1, sizeof(float), 0.888e9)]
    [InlineData(512, 2, sizeof(float), 0.464e9)]
    [InlineData(512, 8, sizeof(float), 0.179e9)]
    [InlineData(1024, 4, sizeof(float), 0.837e9)]
    [InlineData(1536, 4, sizeof(float), 1.859e9)]
    [InlineData(512, 4, sizeof(short), 0.219e9)]
    [InlineData(1024, 4, sizeof(short), 0.640e9)]
    [InlineData(1024, 8, sizeof(short), 0.398e9)]
    public void Ranks_share_pairs_and_windows_of_atoms(int tokens, int ranks, int ofBias, double measured)
    {
        var plan = new MemoryPlan(PlannedNetwork.Published, weights: 0, ofBias);
        var size = FoldSize.OfProtein(tokens) with { Rows = 32, Ranks = ranks };

        double before = plan.Stages(size)[0].Bytes;

        Assert.InRange(measured, plan.AtLeast(size) - before, plan.Peak(size) - before);
        Assert.InRange(plan.Peak(size) - before, measured, measured + 0.15e9 + (0.1 * measured));
    }

    [Fact]
    public void Of_atoms_each_rank_has_whole_windows()
    {
        // Nothing but atoms differs between the two.
        double Conditioning(int atoms, int ranks) => s_published.Stages(new(100, atoms) { Ranks = ranks }).Single(stage => stage.Name == "conditioning").Bytes;

        Assert.Equal(Conditioning(3_200, 1) - Conditioning(1_600, 1), Conditioning(16_000, 10) - Conditioning(0, 10), 1e-3);
        Assert.Equal(Conditioning(16_000, 10), Conditioning(15_969, 10));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(24, 1)]
    [InlineData(141, 1)]
    [InlineData(24, 2_000)]
    public void The_largest_complex_fits_and_one_more_token_does_not(double gigabytes, long rows)
    {
        var like = FoldSize.OfProtein(100) with { Rows = rows };

        long most = s_published.MostTokens(like, gigabytes * 1e9);

        Assert.InRange(s_published.Peak(like.With(most)), 0.97 * gigabytes * 1e9, gigabytes * 1e9);
        Assert.True(s_published.Peak(like.With(most + 1)) > gigabytes * 1e9);
        Assert.Equal(0, s_published.MostTokens(like, 1e9));
    }

    [Fact]
    public void There_is_an_end_to_complexes_however_much_memory_there_is() =>
        Assert.Equal(int.MaxValue, s_published.MostTokens(FoldSize.OfProtein(100), 1e49));

    [Fact]
    public void What_the_formula_holds_to_fit_is_not_refused()
    {
        var size = FoldSize.OfProtein(1_200);

        s_demo.Check(size, s_demo.Peak(size));
        s_demo.Check(size, s_demo.AtLeast(size));
        Assert.Throws<FoldException>(() => s_demo.Check(size, 0.99 * s_demo.AtLeast(size)));
    }

    [Fact]
    public void A_refusal_says_what_to_do_about_it()
    {
        var size = FoldSize.OfProtein(1_200);

        var refusals = new[] { size.With(24_000), size with { Rows = 50_000 } }
            .Select(much => Assert.Throws<FoldException>(() => s_demo.Check(much, 1_340_000_000))).ToList();

        Assert.All(refusals, refused => Assert.Equal(FailureKind.OutOfMemory, refused.Kind));
        Assert.Matches(@"^A complex of 24000 residues needs about 1\d\d\.\d GB of memory, and this machine has 1\.3 GB\. Fold fewer chains,", refusals[0].Message);
        Assert.DoesNotContain("in turns", refusals[0].Message);
        Assert.Matches(@"^A complex of 1200 residues with 50000 rows of an alignment needs about .* Read fewer rows", refusals[1].Message);
    }

    [Fact]
    public void What_does_not_fit_is_told_how_it_does_in_turns()
    {
        var size = FoldSize.OfProtein(4_000);

        var alone = Assert.Throws<FoldException>(() => s_published.Check(size, 20e9));
        var together = Assert.Throws<FoldException>(() => s_published.Check(size with { Ranks = 4 }, 5e9, machine: 20e9));
        var need = TurnsNeed.Fewest(s_published, size, 20e9)!;

        Assert.All([alone, together], refused => Assert.EndsWith($"Else {need.Sentence}", refused.Message));
        Assert.StartsWith($"{need.Ranks} ranks in turns (--ranks {need.Ranks} --tile-store FOLDER) take about ", need.Sentence);
        Assert.InRange(s_published.Peak(size with { Ranks = need.Ranks }), 0, 20e9);
        Assert.True(s_published.Peak(size with { Ranks = Math.Max(1, need.Ranks - 2) }) > 20e9);
        Assert.True(need.Disk > s_published.Peak(size) - s_published.Peak(size with { Ranks = 1_000_000 }));
    }

    [Fact]
    public void What_does_not_fit_a_GPU_is_told_by_the_name_of_it()
    {
        var refused = Assert.Throws<FoldException>(() => s_published.Check(FoldSize.OfProtein(4_000) with { Ranks = 4 }, 5e9, where: "the GPU (H200)"));

        Assert.Contains(" GB of memory on each of 4 ranks, and the GPU (H200) has 5.0 GB. ", refused.Message);
    }

    [GeneratedRegex(@"with at most (\d+) MB of memory")]
    private static partial Regex Peak();
}
