using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Run;
using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Run;

public sealed class PlanCommandTests : IDisposable
{
    private readonly StringWriter _said = new();
    private readonly StringWriter _refused = new();

    public void Dispose()
    {
        _said.Dispose();
        _refused.Dispose();
    }

    [Fact]
    public void The_table_has_a_row_for_each_stage_and_the_largest_complex_that_fits()
    {
        Assert.Equal(ExitCode.Done, Tell(FoldSize.OfProtein(1_000), "boltz2", gigabytes: 24));

        var said = _said.ToString();
        Assert.StartsWith("boltz2: 1,000 tokens, 7,800 atoms, 1 rows of an alignment, 1 samples at once, on one rank\n", said);
        Assert.All(["weights", "trunk", "conditioning", "sampling", "confidence", "at most"], stage => Assert.Matches($@"(?m)^{stage} +\d+\.\d\d$", said));
        Assert.Matches(@"It fits into 24\.0 GB\. The largest complex of this kind that does has 3,\d\d\d tokens\.", said);
    }

    [Fact]
    public void What_is_too_large_is_told_so()
    {
        Assert.Equal(ExitCode.Done, Tell(FoldSize.OfProtein(10_000), "boltz2", gigabytes: 24));

        Assert.Contains("It does not fit into 24.0 GB.", _said.ToString());
    }

    [Fact]
    public void The_same_is_told_as_JSON()
    {
        Assert.Equal(ExitCode.Done, Tell(new FoldSize(1_000, 9_000) { Rows = 64 }, "demo", gigabytes: 24, asJson: true));

        using var json = JsonDocument.Parse(_said.ToString());
        var told = json.RootElement;
        Assert.Equal((64, 9_000), (told.GetProperty("size").GetProperty("rows").GetInt32(), told.GetProperty("size").GetProperty("atoms").GetInt32()));
        Assert.Equal(told.GetProperty("stages").EnumerateArray().Max(stage => stage.GetProperty("bytes").GetDouble()), told.GetProperty("peak").GetDouble());
        Assert.True(told.GetProperty("fits").GetBoolean());
        Assert.True(told.GetProperty("mostTokens").GetInt64() > 1_000);
    }

    [Theory]
    [InlineData("full_boltz2_tv2.weights.safetensors")]
    [InlineData("full_boltz1_imitate.weights.safetensors")]
    public void Weights_may_be_a_file(string weights) =>
        Assert.Equal(ExitCode.Done, Tell(FoldSize.OfProtein(100), GoldenCase.Find(weights), gigabytes: 24));

    [Fact]
    public void What_makes_no_sense_is_refused_in_words()
    {
        Assert.Equal(ExitCode.BadInput, Tell(new FoldSize(0, 1), "demo", gigabytes: 24));
        Assert.Equal(ExitCode.BadInput, Tell(FoldSize.OfProtein(10), "demo", gigabytes: -1));
        Assert.Contains("must be more than nothing", _refused.ToString());
        Assert.Equal(ExitCode.BadInput, Tell(FoldSize.OfProtein(10), "/none/such.ckpt", gigabytes: 24));
        Assert.Contains("/none/such.ckpt", _refused.ToString());
    }

    private int Tell(FoldSize size, string weights, double gigabytes, bool asJson = false) =>
        new PlanCommand(_said, _refused).Tell(size, weights, gigabytes * 1e9, asJson);
}
