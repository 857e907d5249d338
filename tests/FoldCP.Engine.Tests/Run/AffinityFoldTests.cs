using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Output;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Run;

/// <summary>Folds of inputs that ask for the affinity of a ligand.</summary>
public sealed class AffinityFoldTests : IDisposable
{
    private const double GlycerolWeight = 92.094;
    private static readonly AffinityOptions s_short = new(Samples: 2, SamplingSteps: 3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Structure => GoldenCase.Find("full_boltz2_tv2.weights.safetensors");

    private static string Affinity => SharedData.File("golden/cases/full_boltz2_affinity.weights.safetensors");

    [Fact]
    public async Task An_affinity_is_the_mean_of_two_judgements_and_corrected_for_the_weight_where_that_is_asked_for()
    {
        var plain = await ScoresAsync("plain", s_short with { Weights = Affinity });
        var corrected = await ScoresAsync("corrected", s_short with { Weights = Affinity, MwCorrection = true });

        Assert.Equal((plain["affinity_pred_value1"] + plain["affinity_pred_value2"]) / 2, plain["affinity_pred_value"], 9);
        Assert.Equal((plain["affinity_probability_binary1"] + plain["affinity_probability_binary2"]) / 2, plain["affinity_probability_binary"], 9);
        Assert.NotEqual(plain["affinity_pred_value1"], plain["affinity_pred_value2"]);
        Assert.InRange(plain["affinity_probability_binary"], 0, 1);
        double expected = (1.03525938 * plain["affinity_pred_value"]) - (0.59992683 * Math.Pow(GlycerolWeight, 0.3)) + 2.83288489;
        Assert.Equal(expected, corrected["affinity_pred_value"], 6);
        Assert.Equal(plain["affinity_pred_value1"], corrected["affinity_pred_value1"], 6);
    }

    [Fact]
    public async Task Its_own_samples_and_steps_count_and_its_weights_are_told()
    {
        var plain = await ScoresAsync("plain", s_short with { Weights = Affinity });
        var longer = await ScoresAsync("longer", s_short with { Weights = Affinity, SamplingSteps = 6 });

        Assert.NotEqual(plain["affinity_pred_value1"], longer["affinity_pred_value1"]);
        var run = new RunFolder(_folder.File("plain"));
        var manifest = RunFolder.Read(run.File("results/manifest.json"), ManifestJson.Default.Manifest)!;
        using var weights = LoadedModel.Open(Affinity);
        Assert.Equal(new(Path.GetFileName(Affinity), weights.Sha256, Trained: false), manifest.Affinity);
        Assert.Equal(Path.GetFileName(Structure), manifest.Weights);
        var done = RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;
        Assert.Equal("results/affinity.json", Assert.Single(done.Files, file => file.Kind == ResultKind.Affinity).Path);
        Assert.Contains("shaping its surroundings", File.ReadAllText(run.Progress));
    }

    [Fact]
    public async Task An_affinity_is_not_warned_about_only_where_both_weights_are_trained()
    {
        string structure = Vouched(Structure, "structure"), affinity = Vouched(Affinity, "affinity");

        var (_, both) = await FoldAsync("both", s_short with { Weights = affinity }, structure);
        var (_, half) = await FoldAsync("half", s_short with { Weights = affinity });

        Assert.DoesNotContain("warning", File.ReadAllText(both.File("results/affinity.json")));
        Assert.Contains("NOT KNOWN TO BE TRAINED", File.ReadAllText(half.File("results/affinity.json")));
    }

    [Theory]
    [InlineData(null, "no weights that predict it are named. Name them (--affinity_checkpoint,")]
    [InlineData("demo", "the weights demo do not predict affinities.")]
    [InlineData("boltz2-affinity", "Get them with: foldcp weights get boltz2-affinity")]
    public async Task Without_weights_that_predict_it_an_affinity_is_refused_in_words(string? weights, string sentence)
    {
        var (code, run) = await FoldAsync("run", s_short with { Weights = weights });

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(sentence, RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Cause);
    }

    [Fact]
    public void Boltz_2s_own_weights_have_others_that_belong_to_them()
    {
        Assert.Equal("boltz2-affinity", ReleasedWeights.ForAffinity("boltz2")!.Name);
        Assert.Null(ReleasedWeights.ForAffinity("boltz1"));
        Assert.Null(ReleasedWeights.ForAffinity("mine.ckpt"));
    }

    // The same weights with a card that says they are trained.
    private string Vouched(string weights, string name)
    {
        string copy = _folder.File(name + ".safetensors");
        File.Copy(weights, copy);
        string card = File.ReadAllText(Path.ChangeExtension(weights, ".json")).TrimEnd();
        File.WriteAllText(Path.ChangeExtension(copy, ".json"), $"{card[..^1]}, \"trained_sha256\": \"{FileHash.Of(copy)}\" }}");
        return copy;
    }

    private async Task<Dictionary<string, double>> ScoresAsync(string name, AffinityOptions affinity)
    {
        var (code, run) = await FoldAsync(name, affinity);
        Assert.Equal(ExitCode.Done, code);
        using var scores = JsonDocument.Parse(File.ReadAllBytes(run.File("results/affinity.json")));
        return scores.RootElement.EnumerateObject().Where(score => score.Value.ValueKind == JsonValueKind.Number).ToDictionary(score => score.Name, score => score.Value.GetDouble());
    }

    private async Task<(int Code, RunFolder Run)> FoldAsync(string name, AffinityOptions affinity, string? structure = null)
    {
        File.WriteAllText(_folder.File("one.yaml"), """
            sequences:
            - protein: { id: A, sequence: MKTAYWIAKQRNPGSLCV, msa: empty }
            - ligand: { id: L, ccd: GOL }
            properties:
            - affinity: { binder: L }
            """);
        var options = new FoldOptions(structure ?? Structure, RecyclingSteps: 0, SamplingSteps: 3, Affinity: affinity);
        var run = Requests.In(_folder, new() { Id = "1", Name = "one", Input = new("../one.yaml"), Options = options }, name);
        using var engine = EngineUnderTest.StartWithWeightsIn(_folder.File("no weights"), "fold", run.Path);
        return ((await engine.EndAsync()).Code, run);
    }
}
