using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Engine.Run;
using FoldCP.Engine.Tests.Contract.Planning;

namespace FoldCP.Engine.Tests.Run;

public sealed class RankPlanCommandTests : IDisposable
{
    private readonly StringWriter _said = new();
    private readonly StringWriter _refused = new();

    public void Dispose()
    {
        _said.Dispose();
        _refused.Dispose();
    }

    [Fact]
    public void The_table_tells_of_each_stage_and_what_fits()
    {
        Assert.Equal(ExitCode.Done, Tell(new(1000, Rows: 10, Samples: 2), new("4", null, null, 10e9)));

        string said = _said.ToString();
        Assert.StartsWith("boltz2 in fp32: 1,000 tokens, 10 rows of an alignment, 2 samples, on 4 ranks as 2x2\n", said);
        Assert.All(["trunk", "sampling", "confidence", "all"], stage => Assert.Matches($@"(?m)^{stage} +\d+\.\d\d +[\d,]+$", said));
        Assert.Matches(@"A rank takes at most 3\.25 GB\. It fits into 10\.0 GB a rank; the largest complex of this kind on 4 ranks that does has 3,9\d\d tokens\.", said);
        Assert.Contains("The fewest ranks for this one are 1.\n", said);
        Assert.Contains("Reckoned from what was measured on a made-up machine, 2026-01-02, a thread to a rank.", said);
    }

    [Fact]
    public void Of_a_GPU_memory_and_messages_are_told_and_no_time()
    {
        Assert.Equal(ExitCode.Done, Tell(new(10_000), new("auto", null, "h100", null)));

        string said = _said.ToString();
        Assert.StartsWith("boltz2 in fp32: 10,000 tokens, 1 rows of an alignment, 1 samples, on 2 ranks as 2x1, an H100 each\n", said);
        Assert.DoesNotContain("seconds", said);
        Assert.Contains("It fits into 72.0 GB a rank", said);
        Assert.Contains("of this GPU no time was measured.", said);
    }

    [Fact]
    public void The_same_is_told_as_JSON()
    {
        Assert.Equal(ExitCode.Done, Tell(new(1000), new(null, "1x4", null, null), asJson: true));

        using var json = JsonDocument.Parse(_said.ToString());
        var told = json.RootElement;
        Assert.Equal((4, "1x4"), (told.GetProperty("fold").GetProperty("ranks").GetInt32(), told.GetProperty("fold").GetProperty("mesh").GetString()!));
        Assert.Equal(3.25e9, told.GetProperty("fold").GetProperty("peakBytes").GetDouble(), 1e6);
        Assert.Equal(24e9 / 4, told.GetProperty("available").GetDouble());
        Assert.True(told.GetProperty("fits").GetBoolean());
        Assert.Equal("a made-up machine", told.GetProperty("calibration").GetString());
        Assert.False(told.TryGetProperty("gpu", out _) || told.TryGetProperty("note", out _));
        Assert.True(told.GetProperty("secondsApply").GetBoolean());
    }

    [Fact]
    public void An_older_calibration_says_what_it_does_not_know()
    {
        Assert.Equal(ExitCode.Done, Tell(new(1672), new("1", null, null, null)));
        Assert.DoesNotContain("The calibration is older", _said.ToString());

        Assert.Equal(ExitCode.Done, Tell(new(1673), new("1", null, null, null)));
        Assert.EndsWith("\nThe calibration is older and knows whole folds only: this one is so large that not all biases of the diffusion are kept, and may take less than told. foldcp calibrate makes one that knows.\n", _said.ToString());
    }

    [Fact]
    public void JSON_says_that_seconds_are_not_those_of_a_GPU()
    {
        Assert.Equal(ExitCode.Done, Tell(new(1000), new("4", null, "B300", null), asJson: true));

        using var json = JsonDocument.Parse(_said.ToString());
        Assert.Equal(("B300", false), (json.RootElement.GetProperty("gpu").GetString()!, json.RootElement.GetProperty("secondsApply").GetBoolean()));
    }

    [Fact]
    public void Auto_without_a_GPU_is_what_is_quickest_here()
    {
        Assert.Equal(ExitCode.Done, Tell(new(1000), new("auto", null, null, null)));

        Assert.Contains("on 2 ranks as 2x1\n", _said.ToString());
    }

    [Theory]
    [InlineData(0, "2", null, null, null, "must be more than nothing")]
    [InlineData(100, "many", null, null, null, "--ranks is 'many'; it must be a number, or auto for as many as are best.")]
    [InlineData(100, "0", null, null, null, "The number of ranks is 0; it must be 1 or more.")]
    [InlineData(100, "4", "2x3", null, null, "A mesh of 2x3 takes 6 ranks, and 4 are asked for. Leave one of the two out.")]
    [InlineData(100, null, "2by3", null, null, "'2by3' is no shape of a mesh. Write rows and columns, such as 2x3.")]
    [InlineData(3, "16", null, null, null, "A complex of 3 tokens is too small for 16 ranks (a mesh of 4x4)")]
    [InlineData(100, "2", null, "A100", null, "'A100' is no GPU that is known here; there are H100, H200, B300. For another, leave --gpu out and tell its memory in GB: --memory.")]
    [InlineData(1_000_000, "auto", null, "H100", null, "A complex of 1000000 tokens does not fit into 72.0 GB a rank, on up to 4096 ranks.")]
    [InlineData(100_000, "auto", null, null, null, "A complex of 100000 tokens does not fit into this machine's 24.0 GB.")]
    public void What_makes_no_sense_is_refused_in_words(long tokens, string? ranks, string? mesh, string? gpu, double? memory, string told)
    {
        Assert.Equal(ExitCode.BadInput, Tell(new(tokens), new(ranks, mesh, gpu, memory)));

        Assert.Contains(told, _refused.ToString());
        Assert.Empty(_said.ToString());
    }

    [Fact]
    public void A_kind_of_numbers_that_is_none_is_refused()
    {
        Assert.Equal(ExitCode.BadInput, Tell(new(100, Dtype: "fp8"), new("2", null, null, null)));

        Assert.Contains("--dtype is 'fp8'; it may be fp32, tf32, bf16, fp64.", _refused.ToString());
    }

    [Theory]
    [InlineData("demo", "fp32", "No network 'demo' has been measured on a made-up machine. Run foldcp calibrate")]
    [InlineData("boltz2", "bf16", "Nobody has measured the memory of boltz2 in bf16. Run foldcp calibrate")]
    public void What_an_older_calibration_does_not_know_is_told_with_what_to_do(string weights, string dtype, string told)
    {
        Assert.Equal(ExitCode.BadInput, Tell(new(100, Weights: weights, Dtype: dtype), new("2", null, null, null), calibration: MadeUp.Staged));

        Assert.StartsWith(told, _refused.ToString());
        Assert.Empty(_said.ToString());
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Memory_is_a_number(double memory)
    {
        Assert.Equal(ExitCode.BadInput, Tell(new(100), new("2", null, null, memory), asJson: true));

        Assert.Equal("--memory must be a number of GB.\n", _refused.ToString());
    }

    private int Tell(FoldDemand demand, RankQuestion question, bool asJson = false, Calibration? calibration = null) =>
        new RankPlanCommand(calibration ?? MadeUp.Calibration, new(Processors: 2, Memory: 24e9), _said, _refused).Tell(demand, question, asJson);
}
