using FoldCP.Contract.Planning;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Tests.Contract.Planning;

public sealed class RankPlanTests
{
    private static readonly RankPlan s_plan = new(MadeUp.Calibration);

    [Fact]
    public void Memory_is_what_each_rank_has_whole_and_its_part_of_the_pairs_and_letters()
    {
        double one = s_plan.Of(new(1000, Rows: 10), new(1, 1)).PeakBytes;
        double four = s_plan.Of(new(1000, Rows: 10), new(2, 2)).PeakBytes;

        Assert.Equal(1e9 + 1e9 + 1e9 + 1e9 + 1e6 + 240e3, one, 1.0);
        Assert.Equal(1e9 + 1e9 + 1e9 + ((1e9 + 1e6) / 4) + 240e3, four, 1.0);
    }

    [Theory]
    [InlineData("fp32", 4e9)]
    [InlineData("tf32", 4e9)]
    [InlineData("fp64", 8e9)]
    [InlineData("bf16", 3.5e9)]
    public void Kinds_of_numbers_take_what_they_are_wide(string dtype, double bytes) =>
        Assert.Equal(bytes, s_plan.Of(new(1000, Rows: 0, Dtype: dtype), new(1, 1)).PeakBytes, 1.0);

    // Biases in fp32: 1,536 bytes a pair, of which a rank keeps 4 GiB, and has one layer's 64 beside; then the pairs they are read off, 512, stay for sampling. Conditioning
    // has as much before it makes biases.
    [Theory]
    [InlineData("trunk", 4000, 1, "fp32", 1e9 + (16e6 * 2000))]
    [InlineData("conditioning", 1672, 1, "fp32", 1e9 + (1672 * 1672 * 2536.0))]
    [InlineData("conditioning", 2000, 1, "fp32", 1e9 + (4e6 * 1064) + 4294967296)]
    [InlineData("conditioning", 2000, 1, "fp64", 2e9 + (4e6 * 2128) + 4294967296)]
    [InlineData("conditioning", 4000, 6, "fp32", 1e9 + (16e6 / 6 * 2536))]
    [InlineData("conditioning", 4000, 4, "fp32", 1e9 + (4e6 * 1064) + 4294967296)]
    [InlineData("conditioning", 4000, 1, "fp32", 1e9 + (16e6 * 1512))]
    [InlineData("sampling", 1672, 1, "fp32", 1e9 + (1672 * 1672 * 1636.0))]
    [InlineData("sampling", 4000, 1, "fp32", 1e9 + (16e6 * 676) + 4294967296)]
    [InlineData("sampling", 4000, 1, "fp64", 2e9 + (16e6 * 1352) + 4294967296)]
    [InlineData("confidence", 4000, 1, "fp32", 1e9)]
    public void A_stage_has_no_more_biases_than_its_budget_allows(string stage, int tokens, int ranks, string dtype, double bytes)
    {
        var network = MadeUp.Staged.Networks[0] with { WeightBytes = 0 };
        var plan = new RankPlan(MadeUp.Staged with { Networks = [network with { Memory = [network.Memory.Single(fit => fit.Stage == stage)] }] });

        Assert.Equal(bytes, plan.Of(new(tokens, Rows: 0, Dtype: dtype), MeshShape.Of(ranks)).PeakBytes, 1.0);
    }

    // Half of 1,536 bytes a pair, all of which fit, beside 100; Boltz-1's biases are as wide as ever.
    [Theory]
    [InlineData("boltz2", 1e9 + (1e6 * 868))]
    [InlineData("boltz1", 1e9 + (1e6 * 1636))]
    public void Biases_in_bf16_are_narrow_where_the_network_makes_them_so(string weights, double bytes)
    {
        var network = MadeUp.Staged.Networks[0] with { WeightBytes = 0 };
        var plan = new RankPlan(MadeUp.Staged with { Networks = [network with { Memory = [network.Memory.Single(fit => fit.Stage == "sampling") with { Dtype = "bf16" }] }] });

        Assert.Equal(bytes, plan.Of(new(1000, Rows: 0, Weights: weights, Dtype: "bf16"), new(1, 1)).PeakBytes, 1.0);
    }

    [Fact]
    public void The_stage_that_takes_most_is_another_when_no_more_biases_are_kept()
    {
        var plan = new RankPlan(MadeUp.Staged);

        Assert.Equal(2e9 + (1e6 * 2536), plan.Of(new(1000, Rows: 0), new(1, 1)).PeakBytes, 1.0);
        Assert.Equal(2e9 + (1e8 * 2000), plan.Of(new(10_000, Rows: 0), new(1, 1)).PeakBytes, 1.0);
    }

    [Theory]
    [InlineData(1672, 1, false)]
    [InlineData(1673, 1, true)]
    [InlineData(3344, 4, false)]
    [InlineData(3345, 4, true)]
    public void An_older_calibration_tells_too_much_of_a_fold_whose_biases_are_not_all_kept(int tokens, int ranks, bool isLess)
    {
        Assert.Equal(isLess, s_plan.IsRatherLess(new(tokens), ranks));
        Assert.False(new RankPlan(MadeUp.Staged).IsRatherLess(new(tokens), ranks));
    }

    [Fact]
    public void Time_is_steps_of_each_stage()
    {
        var fold = s_plan.Of(new(1000, Samples: 2, RecyclingSteps: 1, SamplingSteps: 100), new(2, 1));

        Assert.Equal([68 * 2 * 1.0, 5, 200 * 0.6], fold.Stages.Take(3).Select(stage => stage.Seconds), (x, y) => Math.Abs(x - y) < 1e-6);
        Assert.Equal(fold.Stages.Sum(stage => stage.Seconds), fold.Seconds, 1e-6);
        // What a block of the confidence hears costs time here, and that of the trunk none.
        Assert.Equal(16 * (1.0 + (PlannedTraffic.Block(new(2, 1), 1000, 128) * 4e-9)), fold.Stages[3].Seconds, 1e-6);
    }

    // Of its letters each has a share, but of what is read of them all.
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void Each_rank_has_the_whole_alignment_as_it_is_read(int ranks)
    {
        double letters = 1000.0 * 16_384;

        double more = s_plan.Of(new(1000, Rows: 16_385), MeshShape.Of(ranks)).PeakBytes - s_plan.Of(new(1000, Rows: 1), MeshShape.Of(ranks)).PeakBytes;

        Assert.Equal((24 * letters) + (100 * letters / ranks), more, 1.0);
    }

    [Fact]
    public void One_rank_hears_nothing() => Assert.Equal(0, s_plan.Of(new(1000), new(1, 1)).BytesReceived);

    // In units of N² x 128 numbers: what tests count of a block (BlockTrafficTests) for these meshes.
    [Theory]
    [InlineData("2x1", 1.54)]
    [InlineData("3x1", 1.84)]
    [InlineData("2x2", 1.53)]
    [InlineData("4x1", 1.94)]
    [InlineData("2x3", 1.53)]
    [InlineData("2x4", 1.47)]
    [InlineData("3x3", 1.36)]
    [InlineData("4x4", 1.14)]
    public void The_formula_of_a_block_is_what_is_counted(string mesh, double counted) =>
        Assert.Equal(counted, PlannedTraffic.Block(MeshShape.Parse(mesh), 100, 128) / (100 * 100 * 128), 0.02);

    [Fact]
    public void The_fewest_ranks_are_the_first_that_fit()
    {
        // Of 10,000 tokens a rank has 12 GB whole and 100 GB of pairs in parts: 6 take 28.7 GB each, 5 take 32 GB.
        Assert.Equal((6, "2x3"), Chosen(s_plan.Fewest(new(10_000), 30e9, 64)));
        Assert.Null(s_plan.Fewest(new(10_000), 30e9, 5));
        Assert.Null(s_plan.Fewest(new(10_000), 11e9, 64));
    }

    [Fact]
    public void The_quickest_ranks_share_the_memory_of_their_machine()
    {
        Assert.Equal((4, "2x2"), Chosen(s_plan.Quickest(new(1000), new(4, 100e9), 4)));
        // One takes 4 GB, two 3.5 GB each.
        Assert.Equal((2, "2x1"), Chosen(s_plan.Quickest(new(1000), new(4, 8e9), 4)));
        Assert.Equal((1, "1x1"), Chosen(s_plan.Quickest(new(1000), new(4, 5e9), 4)));
        Assert.Null(s_plan.Quickest(new(1000), new(4, 3e9), 4));
    }

    [Fact]
    public void Ranks_beyond_the_processors_win_nothing() => Assert.Equal((2, "2x1"), Chosen(s_plan.Quickest(new(1000), new(2, 100e9), 4)));

    [Fact]
    public void A_row_or_a_column_of_ranks_needs_a_token_each() => Assert.Equal((2, "2x1"), Chosen(s_plan.Quickest(new(2), new(3, 100e9), 3)));

    [Fact]
    public void The_most_tokens_that_fit_do_and_one_more_does_not()
    {
        long most = s_plan.MostTokens(new(1), 4, 20e9);

        Assert.True(s_plan.Of(new(most), new(2, 2)).PeakBytes <= 20e9);
        Assert.True(s_plan.Of(new(most + 1), new(2, 2)).PeakBytes > 20e9);
        Assert.Equal(0, s_plan.MostTokens(new(1), 4, 1e9));
    }

    [Theory]
    [InlineData(1e49, int.MaxValue)]
    [InlineData(1e22, int.MaxValue)]
    [InlineData(4e21, 1_999_999_499)]
    public void There_is_an_end_to_complexes_however_much_memory_there_is(double bytes, long most) =>
        Assert.InRange(s_plan.MostTokens(new(1), 1, bytes), most - 2000, most);

    [Fact]
    public void A_demand_is_what_a_request_asks_for()
    {
        var demand = FoldDemand.Of(500, 4096, new() { Weights = "boltz2", Samples = 5, SubsampledRows = 1024, Precision = "bf16" });

        Assert.Equal(new(500, 1024, 5, 3, 200, "boltz2", "bf16"), demand);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("boltz2")]
    public void What_is_built_in_plans_every_kind_of_network(string weights)
    {
        var plan = new RankPlan(Calibration.BuiltIn);
        var (one, four) = (plan.Of(new(2000, Weights: weights), new(1, 1)), plan.Of(new(2000, Weights: weights), new(2, 2)));

        Assert.InRange(four.PeakBytes, 0.25 * one.PeakBytes, one.PeakBytes);
        Assert.True(four.Seconds > 0 && one.Seconds > 0);
        Assert.All(["fp32", "bf16"], dtype => Assert.True(plan.MostTokens(new(1, Weights: weights, Dtype: dtype), 1, GpuKind.Find("h100")!.Usable) > 1000));
    }

    private static (int, string) Chosen(PlannedFold? fold) => (fold!.Ranks, fold.Mesh);
}
