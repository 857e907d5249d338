using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Tests.Weights;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Run;

/// <summary>Weights as checkpoints, by their path and by the name under which they were brought here.</summary>
public sealed class FoldWithCheckpointTests : IDisposable
{
    private static readonly FoldOptions s_short = new(RecyclingSteps: 0, SamplingSteps: 3);

    private readonly TemporaryFolder _folder = new();

    public FoldWithCheckpointTests() => File.WriteAllBytes(Checkpoint, TorchArchive.FromSafetensors(Safetensors));

    private static string Safetensors => GoldenCase.Find("full_boltz2_tv2.weights.safetensors");

    private string Checkpoint => _folder.File("mine.ckpt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_checkpoint_gives_the_same_network_as_a_safetensors_file()
    {
        using var fromCheckpoint = LoadedModel.Open(Checkpoint);
        using var fromSafetensors = LoadedModel.Open(Safetensors);

        Assert.Equal(fromSafetensors.Sha256, fromCheckpoint.Sha256);
        Assert.Equivalent(((Boltz2)fromSafetensors.Network).Config, ((Boltz2)fromCheckpoint.Network).Config, strict: true);
        Assert.Equal(("mine.ckpt", false), (fromCheckpoint.Name, fromCheckpoint.Trained));
    }

    [Fact]
    public void A_card_beside_a_checkpoint_can_vouch_for_it_and_nothing_else_needs_to_be_in_it()
    {
        File.WriteAllText(_folder.File("mine.json"), $$"""{ "trained_sha256": "{{FileHash.Of(Checkpoint)}}" }""");

        using var model = LoadedModel.Open(Checkpoint);

        Assert.True(model.Trained);
    }

    [Fact]
    public async Task Weights_of_Boltz_1_fold_too()
    {
        var run = Requests.In(_folder, Requests.Dimer(s_short with { Weights = GoldenCase.Find("full_boltz1_imitate.weights.safetensors") }), "first");

        var (code, said) = await RunAsync("fold", run.Path);

        Assert.True(code == ExitCode.Done, said);
        var done = RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;
        Assert.Equal("full_boltz1_imitate.weights.safetensors", done.Weights);
        Assert.InRange(done.Samples[0].ComplexPlddt, 0.01, 1);
    }

    [Fact]
    public async Task Weights_that_were_brought_here_fold_under_their_name_and_not_before()
    {
        var (early, _) = await FoldAsync("early");
        var (brought, said) = await RunAsync("weights", "get", "boltz2", "--from", Checkpoint);
        var (code, run) = await FoldAsync("later");

        Assert.Equal((ExitCode.BadInput, ExitCode.Done, ExitCode.Done), (early, brought, code));
        Assert.Contains("which is not the published one", said);
        var done = RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;
        Assert.Equal((false, "boltz2_conf.ckpt"), (done.Trained, done.Weights));
        Assert.Contains("foldcp weights get boltz2", RunFolder.Read(new RunFolder(_folder.File("early")).Failed, ContractJson.Default.FoldFailed)!.Cause);
        Assert.Contains($"SHA-256 {FileHash.Of(Checkpoint)}", (await RunAsync("weights", "list")).Said);
    }

    private async Task<(int Code, RunFolder Run)> FoldAsync(string name)
    {
        var run = Requests.In(_folder, Requests.Dimer(s_short with { Weights = "boltz2" }), name);
        return ((await RunAsync("fold", run.Path)).Code, run);
    }

    private async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        using var engine = EngineUnderTest.StartWithWeightsIn(_folder.File("cache"), arguments);
        return await engine.EndAsync();
    }
}
