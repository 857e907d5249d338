using FoldCP.Contract;
using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Run;

/// <summary>Folds of one request in several precisions.</summary>
public sealed class PrecisionFoldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_request_says_in_which_numbers_it_is_folded()
    {
        var usual = await FoldedAsync(null);
        var named = await FoldedAsync("fp32");
        var half = await FoldedAsync("bf16");
        var twice = await FoldedAsync("fp64");

        Assert.Equal(usual.Plddt, named.Plddt);
        Assert.NotEqual(usual.Plddt, half.Plddt);
        Assert.NotEqual(usual.Plddt, twice.Plddt);
        Assert.Equal(usual.Plddt, twice.Plddt, 1e-4);
        Assert.Equal(usual.Plddt, half.Plddt, 0.05);
        Assert.All([named.Weights, half.Weights, twice.Weights], weights => Assert.Equal(usual.Weights, weights));
    }

    [Fact]
    public async Task A_precision_that_is_not_known_is_refused()
    {
        var run = Requests.In(_folder, Requests.Dimer(new(Precision: "fp8")), "run");

        int code = await EngineUnderTest.FoldToTheEndAsync(run);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Equal("The precision 'fp8' is not known. Known are fp32, tf32, bf16, fp64.", RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Cause);
    }

    private async Task<(double Plddt, string Weights)> FoldedAsync(string? precision)
    {
        var options = new FoldOptions(GoldenCase.Find("full_boltz2_tv2.weights.safetensors"), RecyclingSteps: 0, SamplingSteps: 2, Precision: precision);
        var run = Requests.In(_folder, Requests.Dimer(options), precision ?? "usual");

        int code = await EngineUnderTest.FoldToTheEndAsync(run);

        Assert.Equal(ExitCode.Done, code);
        var done = RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;
        return (done.Samples[0].ComplexPlddt, done.WeightsSha256);
    }
}
